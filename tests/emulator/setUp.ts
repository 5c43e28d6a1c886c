import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator, type CheckedEmulatorOptions } from "../contract/checkedEmulator";
import { killChildEmulators } from "./childEmulator";

export const OTHER_ORGANIZATION = "00000000-0000-4000-8000-000000000002";
export const OTHER_KEY = {
  apiKey: "OTHERKEY",
  apiSecret: "a:secret",
  organizationId: OTHER_ORGANIZATION,
};

type Start = (options?: CheckedEmulatorOptions) => Promise<Emulator>;

/** Returns a function that starts a checked emulator. All of its emulators are closed after each test. */
export function useEmulators(): Start {
  const running: Emulator[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  });
  return async (options) => {
    const emulator = await startCheckedEmulator(options);
    running.push(emulator);
    return emulator;
  };
}

/** A folder with one data file, new for each test. */
export interface DataFolder {
  folder: string;
  dataFile: string;
  /** Starts an emulator with the data file, unless the options contain another one. */
  readonly start: Start;
}

/** After each test, kills child emulators, closes the others, and removes the folder. */
export function useDataFolder(): DataFolder {
  beforeEach(async () => {
    data.folder = await realpath(await mkdtemp(join(tmpdir(), "emulator-")));
    data.dataFile = join(data.folder, "data.json");
  });
  afterEach(killChildEmulators);
  const start = useEmulators();
  afterEach(() => rm(data.folder, { recursive: true, force: true }));
  const data: DataFolder = {
    folder: "",
    dataFile: "",
    start: (options) => start({ dataFile: data.dataFile, ...options }),
  };
  return data;
}
