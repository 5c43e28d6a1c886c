import { accessSync, constants, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { canonicalPath } from "./canonicalPath";
import { lockDataFile, type DataFileLock } from "./dataFileLock";
import { hasErrorCode, describeError } from "../core/errors";
import { isStoreState, type StoreState } from "./state";

/** A file that holds the whole state, locked until it is closed: one emulator at a time may use it. */
export interface DataFile {
  /** What the file held when it was opened; undefined where there was none. */
  readonly state: StoreState | undefined;
  /** Replaces the file as a whole; when the promise is fulfilled the state outlives a crash of process or machine. */
  readonly write: (state: StoreState) => Promise<void>;
  /** Finishes a write that has begun and releases the lock. Later writes fail. Can be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Opens, and does not yet create, the file.
 *
 * @throws Error naming the file when it does not hold a state, its folder cannot be written to, or another emulator uses it.
 */
export function openDataFile(path: string): DataFile {
  const given = resolve(path);
  const { file, lock } = lockWritable(given);
  if (lock === undefined) {
    throw new Error(
      `Cannot open the emulator's data file ${given}: another emulator is using ${file === given ? "it" : file}. ` +
        "Close that emulator, or set dataFile to another file.",
    );
  }
  try {
    return lockedDataFile(file, readState(given), lock);
  } catch (error) {
    void lock.release();
    throw error;
  }
}

function lockWritable(given: string): { readonly file: string; readonly lock: DataFileLock | undefined } {
  try {
    const file = canonicalPath(given);
    accessSync(dirname(file), constants.W_OK);
    return { file, lock: lockDataFile(file) };
  } catch (error) {
    throw new Error(`The emulator cannot keep its data in ${given}: ${describeError(error)}`, {
      cause: error,
    });
  }
}

function lockedDataFile(file: string, state: StoreState | undefined, lock: DataFileLock): DataFile {
  let lastWrite = Promise.resolve();
  let closed: Promise<void> | undefined;
  return {
    state,
    write: (next) => {
      if (closed !== undefined) {
        return Promise.reject(new Error(`Cannot write to the emulator's data file ${file}: it is closed.`));
      }
      lastWrite = replaceFile(file, dirname(file), next);
      return lastWrite;
    },
    close: () => (closed ??= lastWrite.catch(() => undefined).then(lock.release)),
  };
}

const FORMAT = "confluent-sso-emulator/1";

function readState(file: string): StoreState | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!isContent(content)) {
      throw new Error(`it is not of the format ${FORMAT}`);
    }
    return content.state;
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) {
      return undefined;
    }
    throw new Error(
      `The emulator's data file ${file} cannot be read: ${describeError(error)}. Restore it, or delete it to start empty.`,
      { cause: error },
    );
  }
}

/**
 * Temporary file, fsync, rename, fsync of the folder: a reader finds the old state or the new one, never a part.
 * The temporary file has one fixed name, so that a killed process leaves at most one behind.
 */
async function replaceFile(file: string, folder: string, state: StoreState): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, "w");
  try {
    await handle.writeFile(`${JSON.stringify({ format: FORMAT, state })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncFolder(folder);
}

/** The rename itself is on disk only after this; Windows neither needs nor permits it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") {
    return;
  }
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isContent(value: unknown): value is { readonly state: StoreState } {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === FORMAT &&
    "state" in value &&
    isStoreState(value.state)
  );
}
