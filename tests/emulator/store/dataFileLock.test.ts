import { mkdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createApi, DEFAULT_CREDENTIALS } from "../../../emulator/index";
import { lockAddress, lockDataFile } from "../../../emulator/store";
import { killChild, startChildEmulator } from "../childEmulator";
import { authorizationOf, create, DEVELOPERS, names } from "../client";
import { useDataFolder } from "../setUp";

const API_URL = "http://emulator.test";

const data = useDataFolder();
const { start } = data;

/** Returns the error for a file that another emulator uses. `other` is the path without links if it is different. */
function inUse(file: string, other = "it"): string {
  return (
    `Cannot open the emulator's data file ${file}: another emulator is using ${other}. ` +
    "Close that emulator, or set dataFile to another file."
  );
}

describe("a second emulator in the same process", () => {
  test("is rejected, and the first one keeps working", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(inUse(data.dataFile));
    await create(first.url);
    expect(await names(first.url)).toEqual([DEVELOPERS.display_name]);
  });

  test("is rejected even if neither has a port", async () => {
    const api = createApi(() => API_URL, { dataFile: data.dataFile });
    expect(() => createApi(() => API_URL, { dataFile: data.dataFile })).toThrow(inUse(data.dataFile));
    await api.close();
    await start();
  });

  test("is rejected for a relative path", async () => {
    await start();
    const path = relative(process.cwd(), data.dataFile);
    await expect(start({ dataFile: path })).rejects.toThrow(inUse(data.dataFile));
  });

  test("is rejected for a path through a linked folder", async () => {
    await mkdir(join(data.folder, "real"));
    await symlink("real", join(data.folder, "link"));
    const file = join(data.folder, "real", "data.json");
    const linked = join(data.folder, "link", "data.json");
    await start({ dataFile: linked });
    await expect(start({ dataFile: file })).rejects.toThrow(inUse(file));
    await expect(start({ dataFile: linked })).rejects.toThrow(inUse(linked, file));
  });

  test("is rejected for a link to the file", async () => {
    const first = await start();
    await create(first.url);
    await first.close();
    const link = join(data.folder, "link.json");
    const linkToLink = join(data.folder, "second-link.json");
    await symlink(data.dataFile, link);
    await symlink("link.json", linkToLink);
    await start({ dataFile: linkToLink });
    await expect(start({ dataFile: link })).rejects.toThrow(inUse(link, data.dataFile));
    await expect(start()).rejects.toThrow(inUse(data.dataFile));
  });

  test("is rejected for a path that is longer than a socket address", async () => {
    const deep = join(data.folder, "a".repeat(100), "b".repeat(100));
    await mkdir(deep, { recursive: true });
    const [one, other] = [join(deep, "one.json"), join(deep, "other.json")];
    await start({ dataFile: one });
    await start({ dataFile: other });
    await expect(start({ dataFile: one })).rejects.toThrow(inUse(one));
  });

  test("can use another file in the same folder", async () => {
    await start();
    const other = await start({ dataFile: join(data.folder, "other.json") });
    expect(await names(other.url)).toEqual([]);
  });

  test("starts successfully only once if eight start at the same time", async () => {
    const starts = await Promise.allSettled(Array.from({ length: 8 }, () => start()));
    expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("a second emulator in another process", () => {
  test("is rejected while this process uses the file", async () => {
    const first = await start();
    await create(first.url);
    await expect(startChildEmulator(data.dataFile)).rejects.toThrow(inUse(data.dataFile));
    await first.close();
    const { url } = await startChildEmulator(data.dataFile);
    expect(await names(url)).toEqual([DEVELOPERS.display_name]);
  });

  test("is rejected while another process uses the file", async () => {
    const { url } = await startChildEmulator(data.dataFile);
    await expect(start()).rejects.toThrow(inUse(data.dataFile));
    await create(url);
    expect(await readFile(data.dataFile, "utf8")).toContain(DEVELOPERS.display_name);
  });

  test("starts successfully only once if four start at the same time", async () => {
    const starts = await Promise.allSettled(
      Array.from({ length: 4 }, () => startChildEmulator(data.dataFile)),
    );
    const reasons = starts.flatMap((one) => (one.status === "rejected" ? [one.reason as Error] : []));
    expect(reasons.map(({ message }) => message.trim())).toEqual([1, 2, 3].map(() => inUse(data.dataFile)));
  });
});

describe("the file is released", () => {
  test("by close", async () => {
    const first = await start();
    await create(first.url);
    await first.close();
    const second = await start();
    expect(await names(second.url)).toEqual([DEVELOPERS.display_name]);
  });

  test("by kill -9, with all data", async () => {
    for (const display_name of ["first", "second", "third"]) {
      const child = await startChildEmulator(data.dataFile);
      await create(child.url, { display_name });
      await killChild(child.process);
    }
    const emulator = await start();
    expect(await names(emulator.url)).toEqual(["first", "second", "third"]);
  });

  test("by a start that fails because the port is in use", async () => {
    const port = Number(new URL((await start({ dataFile: join(data.folder, "other.json") })).url).port);
    await expect(start({ port })).rejects.toThrow("EADDRINUSE");
    await start();
  });

  test("by a start that fails because the file cannot be read", async () => {
    await writeFile(data.dataFile, "not JSON");
    await expect(start()).rejects.toThrow(`Cannot read the emulator's data file ${data.dataFile}: `);
    await rm(data.dataFile);
    await start();
  });

  test("only after pending writes", async () => {
    const api = createApi(() => API_URL, { dataFile: data.dataFile });
    const headers = { authorization: authorizationOf(DEFAULT_CREDENTIALS) };
    const requests = Array.from({ length: 5 }, () =>
      api.handle({
        method: "POST",
        url: "/iam/v2/sso/group-mappings",
        headers,
        body: JSON.stringify(DEVELOPERS),
      }),
    );
    await api.close();
    expect((await start()).mappings()).toHaveLength(5);
    expect(await Promise.all(requests)).toMatchObject(requests.map(() => ({ status: 201 })));
  });
});

test("a closed emulator cannot change the data file of the next one", async () => {
  const first = await start();
  await create(first.url);
  await first.close();
  const second = await start();
  await expect(first.reset()).rejects.toThrow(
    `Cannot write to the emulator's data file ${data.dataFile}: it is closed.`,
  );
  await create(second.url, { display_name: "second" });
  await second.close();
  const third = await start();
  expect(await names(third.url)).toEqual([DEVELOPERS.display_name, "second"]);
});

test("a write to a linked data file changes the target and keeps the link", async () => {
  const empty = await start();
  await empty.reset();
  await empty.close();
  const link = join(data.folder, "link.json");
  await symlink("data.json", link);
  const first = await start({ dataFile: link });
  await create(first.url);
  await first.close();
  expect(await readlink(link)).toBe("data.json");
  const second = await start();
  expect(await names(second.url)).toEqual([DEVELOPERS.display_name]);
});

describe("lockDataFile", () => {
  test("locks a file once, and again after its release", async () => {
    const lock = lockDataFile(data.dataFile);
    expect(lock).toBeDefined();
    expect(lockDataFile(data.dataFile)).toBeUndefined();
    await lock?.release();
    const again = lockDataFile(data.dataFile);
    expect(again).toBeDefined();
    await again?.release();
  });
});

describe("lockAddress", () => {
  test.each(["/a", `/${"long".repeat(100)}`])("has the full length of a socket address on Linux", (file) => {
    expect(lockAddress(file, "linux")).toMatch(/^\0[\w-]{107}$/);
  });

  test("differs between files", () => {
    expect(lockAddress("/a", "linux")).not.toBe(lockAddress("/A", "linux"));
    expect(lockAddress("C:\\a", "win32")).not.toBe(lockAddress("C:\\b", "win32"));
  });

  test("ignores case on Windows, where it is a named pipe", () => {
    expect(lockAddress("C:\\Data.json", "win32")).toBe(lockAddress("c:\\data.JSON", "win32"));
    expect(lockAddress("C:\\Data.json", "win32")).toMatch(/^\\\\\.\\pipe\\[\w-]+$/);
  });

  test("is undefined on macOS, where the lock is a file", () => {
    expect(lockAddress("/a", "darwin")).toBeUndefined();
  });
});
