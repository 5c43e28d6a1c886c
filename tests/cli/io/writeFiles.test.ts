import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertFilesDoNotExist, writeFiles } from "../../../cli/io";
import { failureIn } from "../../support/failureOf";

describe("writeFiles", () => {
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

  test("creates the folder if it is missing, and leaves no other files", () => {
    writeFiles(join(folder, "deep/er"), FILES, false);
    expect(contents(join(folder, "deep/er"))).toEqual(written);
  });

  test.each(["one.ts", "two.json"])("writes nothing if %s exists, and does not change it", (name) => {
    writeFileSync(join(folder, name), "mine");
    const { message } = failureIn(() => {
      writeFiles(folder, FILES, false);
    });
    expect(message).toBe(
      `Cannot write ${join(folder, name)}: it already exists. Nothing was written. ` +
        "Use --out to write to another folder, or --force to overwrite it.",
    );
    expect(contents()).toEqual({ [name]: "mine" });
  });

  test("overwrites existing files if overwrite is true", () => {
    writeFileSync(join(folder, "one.ts"), "mine, and longer than what replaces it");
    writeFiles(folder, FILES, true);
    expect(contents()).toEqual(written);
  });

  test("writes nothing if the folder is a file, and reports it", () => {
    writeFileSync(join(folder, "file"), "mine");
    expect(
      failureIn(() => {
        writeFiles(join(folder, "file"), FILES, false);
      }).message,
    ).toMatch(/^Cannot write to .*file: .*EEXIST.* Nothing was written\.$/);
    expect(contents()).toEqual({ file: "mine" });
  });

  test("leaves no file if the second one cannot be written", () => {
    expect(
      failureIn(() => {
        writeFiles(folder, [...FILES, { name: "no/such/folder.ts", content: "" }], false);
      }).message,
    ).toContain("ENOENT");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("assertFilesDoNotExist throws if a file exists", () => {
    assertFilesDoNotExist([join(folder, "one.ts")], false);
    expect(existsSync(join(folder, "one.ts"))).toBe(false);
  });
});
