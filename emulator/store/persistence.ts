import { accessSync, constants, lstatSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { open, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isObject } from "../../provider/wire";
import { describeError, hasErrorCode } from "../core";
import { lockDataFile, type DataFileLock } from "./dataFileLock";
import { isStoreState, type StoreState } from "./state";

/** A file with the whole state, locked until it is closed: one emulator at a time may use it. */
export class DataFile {
  /** The content of the file when it was opened; undefined if it did not exist. */
  readonly state: StoreState | undefined;
  private readonly file: string;
  private readonly lock: DataFileLock;
  private released: Promise<void> | undefined;

  /**
   * Opens the file, but does not create it.
   *
   * @throws {Error} If the file contains no state, its folder is not writable, or another emulator uses it.
   */
  constructor(path: string) {
    const given = resolve(path);
    const { file, lock } = lockWritable(given);
    if (lock === undefined) {
      throw new Error(
        `Cannot open the emulator's data file ${given}: another emulator is using ${file === given ? "it" : file}. ` +
          "Close that emulator, or set dataFile to another file.",
      );
    }
    this.file = file;
    this.lock = lock;
    try {
      this.state = readState(given);
    } catch (error) {
      void lock.release();
      throw error;
    }
  }

  /** Replaces the whole file. When the promise is fulfilled, the state survives a crash of the process or the machine. */
  async write(state: StoreState): Promise<void> {
    if (this.released !== undefined) {
      throw new Error(`Cannot write to the emulator's data file ${this.file}: it is closed.`);
    }
    await replaceFile(this.file, `${JSON.stringify({ format: FORMAT, state })}\n`);
  }

  /** Releases the lock; call it after the last write. Later writes fail. Can be called again. */
  close(): Promise<void> {
    return (this.released ??= this.lock.release());
  }
}

const FORMAT = "confluent-sso-emulator/1";

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

/** Returns the one path without symbolic links of a file that need not exist yet. */
function canonicalPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) {
      throw error;
    }
  }
  const folder = realpathSync.native(dirname(path));
  const file = join(folder, basename(path));
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? canonicalPath(resolve(folder, readlinkSync(file)))
    : file;
}

function readState(file: string): StoreState | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(content) && content["format"] === FORMAT && isStoreState(content["state"])) {
      return content["state"];
    }
    throw new Error(`it is not of the format ${FORMAT}`);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) {
      return undefined;
    }
    const advice = "Restore it, or delete it to start empty.";
    const message = `The emulator's data file ${file} cannot be read: ${describeError(error)}. ${advice}`;
    throw new Error(message, { cause: error });
  }
}

/**
 * Temporary file, fsync, rename, fsync of the folder: a reader finds the old content or the new one, never a part. The
 * temporary file has one fixed name, so that a killed process leaves at most one behind.
 */
async function replaceFile(file: string, content: string): Promise<void> {
  const temporary = `${file}.tmp`;
  await writeFile(temporary, content, { flush: true });
  await rename(temporary, file);
  // Windows neither needs nor permits it.
  if (process.platform !== "win32") {
    const folder = await open(dirname(file), "r");
    await folder.sync().finally(() => folder.close());
  }
}
