import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertFilesDoNotExist, writeFiles } from "../../../cli/io";
import { failureIn } from "../../support/failureOf";

describe("files are written all or none", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "confluent-sso-write-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const FILES = [
    { name: "one.ts", content: "one" },
    { name: "two.json", content: "two 🙂" },
  ];
  const contents = (path = folder) =>
    Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), "utf8")]));
  const written = { "one.ts": "one", "two.json": "two 🙂" };

  test("into a folder that is made where there is none, and nothing else is left there", () => {
    writeFiles(join(folder, "deep/er"), FILES, false);
    expect(contents(join(folder, "deep/er"))).toEqual(written);
  });

  test.each(["one.ts", "two.json"])("none where %s exists, which stays as it is", (name) => {
    writeFileSync(join(folder, name), "mine");
    const { message } = failureIn(() => {
      writeFiles(folder, FILES, false);
    });
    expect(message).toBe(
      `Cannot write ${join(folder, name)}: it exists. Nothing was written. ` +
        "Give another folder (--out), or let it be overwritten (--force).",
    );
    expect(contents()).toEqual({ [name]: "mine" });
  });

  test("over files that exist, where that is asked for", () => {
    writeFileSync(join(folder, "one.ts"), "mine, and longer than what replaces it");
    writeFiles(folder, FILES, true);
    expect(contents()).toEqual(written);
  });

  test("none where the folder is a file: the error says so", () => {
    writeFileSync(join(folder, "file"), "mine");
    expect(
      failureIn(() => {
        writeFiles(join(folder, "file"), FILES, false);
      }).message,
    ).toMatch(/^Cannot write to .*file: .*EEXIST.* Nothing was written\.$/);
    expect(contents()).toEqual({ file: "mine" });
  });

  test("none where the second cannot be written: the first is not left behind either", () => {
    expect(
      failureIn(() => {
        writeFiles(folder, [...FILES, { name: "no/such/folder.ts", content: "" }], false);
      }).message,
    ).toContain("ENOENT");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("what must not be there is looked for before anything is done", () => {
    assertFilesDoNotExist([join(folder, "one.ts")], false);
    expect(existsSync(join(folder, "one.ts"))).toBe(false);
  });
});
