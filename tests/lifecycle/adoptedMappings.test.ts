import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdoptedMappings } from "../../provider/lifecycle";

const FOLDER = join(tmpdir(), `pulumi-confluent-sso-${process.getuid?.() ?? ""}`);
const ENGINE = `127.0.0.1:${process.pid}`;
const filesOf = (engine: string) =>
  existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.startsWith(engine.replace(/\W/g, "_"))) : [];

afterAll(() => {
  filesOf(ENGINE).forEach((name) => {
    rmSync(join(FOLDER, name));
  });
});

/** Writes the file of another process. */
const fileOf = (engine: string, pid: number, id: string) => {
  const file = join(FOLDER, `${engine.replace(/\W/g, "_")}-${pid}`);
  writeFileSync(file, id);
  return file;
};

test("without an engine, adoptions are known in this process only", () => {
  const adopted = new AdoptedMappings(() => undefined);
  adopted.add("group-a");
  expect([adopted.has("group-a"), adopted.has("group-b")]).toEqual([true, false]);
  adopted.delete("group-a");
  expect(adopted.has("group-a")).toBe(false);
});

test("adoptions of running processes of the same engine are known, and of no other", () => {
  const adopted = new AdoptedMappings(() => ENGINE);
  expect(adopted.has("group-parent")).toBe(false);
  adopted.add("group-a");
  expect(filesOf(ENGINE)).toHaveLength(1);
  const { pid: ended } = spawnSync(process.execPath, ["-e", ""]);
  const files = [
    fileOf(ENGINE, process.ppid, "group-parent\ngroup-second"),
    fileOf(`${ENGINE}0`, process.ppid, "group-other"),
  ];
  const left = fileOf(ENGINE, ended, "group-ended");
  const known = ["group-a", "group-parent", "group-second", "group-other", "group-ended", "group-par"];
  expect(known.filter((id) => adopted.has(id))).toEqual(["group-a", "group-parent", "group-second"]);
  expect([...files, left].map((file) => existsSync(file))).toEqual([true, true, false]);
  files.forEach((file) => {
    writeFileSync(file, "");
  });
  adopted.delete("group-a");
  expect(known.some((id) => adopted.has(id))).toBe(false);
});
