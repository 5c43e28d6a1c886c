import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GroupMapping } from "../../../provider/wire";
import { killChild, startChildEmulator } from "../childEmulator";
import { call, create, DEVELOPERS, itemPath, list, names } from "../client";
import { useDataFolder } from "../setUp";

const data = useDataFolder();
const { start } = data;

/** Removes the URL of a mapping, which changes with the port. */
function withoutSelf({ metadata, ...mapping }: GroupMapping): unknown {
  return { ...mapping, metadata: { ...metadata, self: undefined } };
}

test("a restart keeps created, changed, and deleted mappings and their order", async () => {
  const first = await start();
  const one = await create(first.url, { display_name: "one" });
  const two = await create(first.url, { display_name: "two" });
  await create(first.url, { display_name: "three" });
  await call(first.url, "DELETE", itemPath(one));
  await call(first.url, "PATCH", itemPath(two), { body: { filter: "true" } });
  const before = first.mappings();
  await first.close();
  const second = await start();
  expect(second.mappings().map(withoutSelf)).toEqual(before.map(withoutSelf));
  expect(second.mappings()[0]?.metadata?.self).toBe(`${second.url}${itemPath(two)}`);
  await create(second.url, { display_name: "four" });
  expect(await names(second.url)).toEqual(["two", "three", "four"]);
});

test("a restart keeps deletion lags and page tokens", async () => {
  let time = 1_000_000;
  const options = { clock: () => time, deletionLag: 1_000 };
  const first = await start(options);
  const [one] = [await create(first.url), await create(first.url, { display_name: "second" })];
  await call(first.url, "DELETE", itemPath(one));
  const page = await list(first.url, "?page_size=1");
  await first.close();
  const second = await start(options);
  expect(await call(second.url, "GET", itemPath(one))).toMatchObject({
    body: { metadata: { deleted_at: "1970-01-01T00:16:40.000Z" } },
  });
  expect(await names(second.url, new URL(page.metadata.next ?? "").search)).toEqual(["second"]);
  time += 1_000;
  expect(await call(second.url, "GET", itemPath(one))).toMatchObject({ status: 403 });
});

test("concurrent writes are all stored", async () => {
  const first = await start();
  const wanted = Array.from({ length: 20 }, (_, index) => `mapping ${index}`);
  await Promise.all(wanted.map((display_name) => create(first.url, { display_name })));
  await first.close();
  const second = await start();
  expect((await names(second.url, "?page_size=100")).sort()).toEqual(wanted.sort());
});

test("close waits for the writes of earlier requests, and no write starts later", async () => {
  const emulator = await start();
  const created = create(emulator.url).catch(() => undefined);
  while (emulator.requests().length === 0) {
    await new Promise(setImmediate);
  }
  await emulator.close();
  await created;
  const files = (await readdir(data.folder)).filter((name) => !name.endsWith(".lock"));
  expect(files).toEqual(["data.json"]);
  expect((await start()).mappings()).toMatchObject([DEVELOPERS]);
});

test("reset empties the data file", async () => {
  const first = await start();
  await create(first.url);
  await first.reset();
  await first.close();
  expect(await readFile(data.dataFile, "utf8")).not.toContain(DEVELOPERS.display_name);
  const second = await start();
  expect(second.mappings()).toEqual([]);
});

test.each([
  ["cut off", (content: string) => content.slice(0, -10)],
  ["empty", () => ""],
  ["in another format", (content: string) => content.replace("emulator/1", "emulator/2")],
])("a data file that is %s is an error and is not changed", async (_how, corrupt) => {
  const first = await start();
  await create(first.url);
  await first.close();
  const corrupted = corrupt(await readFile(data.dataFile, "utf8"));
  await writeFile(data.dataFile, corrupted);
  await expect(start()).rejects.toThrow(`Cannot read the emulator's data file ${data.dataFile}: `);
  expect(await readFile(data.dataFile, "utf8")).toBe(corrupted);
});

test("start fails if the folder of the data file does not exist", async () => {
  const missing = join(data.folder, "missing", "data.json");
  await expect(start({ dataFile: missing })).rejects.toThrow(
    `Cannot open the emulator's data file ${missing}: `,
  );
});

test("a write that cannot be stored returns 500 and changes nothing", async () => {
  const emulator = await start();
  await create(emulator.url, { display_name: "kept" });
  await rm(data.folder, { recursive: true });
  await expect(create(emulator.url, { display_name: "lost" })).rejects.toThrow('"status":500');
  expect(await names(emulator.url)).toEqual(["kept"]);
});

describe("kill -9", () => {
  test("loses no write that got a response", async () => {
    const { process: child, url } = await startChildEmulator(data.dataFile);
    const changed = await create(url, { display_name: "changed" });
    const deleted = await create(url, { display_name: "deleted" });
    await call(url, "PATCH", itemPath(changed), { body: { description: "after" } });
    await call(url, "DELETE", itemPath(deleted));
    await killChild(child);
    const emulator = await start();
    expect(emulator.mappings()).toMatchObject([{ id: changed.id, description: "after" }]);
  });

  test("during many writes leaves a file with all writes that got a response", async () => {
    const { process: child, url } = await startChildEmulator(data.dataFile);
    const answered: string[] = [];
    const writes = Array.from({ length: 40 }, async (_, index) => {
      const { id } = await create(url, { display_name: `mapping ${index}` });
      answered.push(id);
      if (answered.length === 10) {
        child.kill("SIGKILL");
      }
    });
    await Promise.allSettled(writes);
    await killChild(child);
    const emulator = await start();
    expect(emulator.mappings().map(({ id }) => id)).toEqual(expect.arrayContaining(answered));
    expect(answered.length).toBeGreaterThanOrEqual(10);
  });
});
