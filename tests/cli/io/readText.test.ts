import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readText, UsageError } from "../../../cli/io";
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-text-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "file");
  await writeFile(path, bytes);
  return path;
}

test.each([
  ["UTF-8", Buffer.from("é🙂")],
  ["UTF-8 with a byte order mark, as Notepad writes it", Buffer.from("\uFEFFé🙂")],
  ["UTF-16, as Windows PowerShell writes it", Buffer.from("\uFEFFé🙂", "utf16le")],
  ["big-endian UTF-16", Buffer.from("\uFEFFé🙂", "utf16le").swap16()],
])("readText accepts %s", async (_encoding, bytes) => {
  const path = await fileOf(bytes);
  await expect(readText(path)).resolves.toEqual({ name: path, text: "é🙂" });
});

test("invalid UTF-8 is a usage error with advice", async () => {
  const path = await fileOf(Uint8Array.of(0x22, 0xe4, 0x22));
  await expect(readText(path)).rejects.toBeInstanceOf(UsageError);
  await expect(readText(path)).rejects.toThrow(
    `Cannot read ${path}: it is not valid UTF-8. Save it as UTF-8.`,
  );
});

test("a missing file and a folder are usage errors", async () => {
  await expect(readText(join(folder, "none"))).rejects.toBeInstanceOf(UsageError);
  await expect(readText(join(folder, "none"))).rejects.toThrow(/^Cannot read .*none: .*ENOENT/);
  await expect(readText(folder)).rejects.toThrow(/^Cannot read .*: EISDIR/);
});
