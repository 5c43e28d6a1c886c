import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { types } from "node:util";
import { type DataFileLock, lockDataFile } from "./dataFileLock";

const FORMAT = "confluent-sso-emulator/1";

/** A file with the whole state, locked until it is closed: one emulator at a time may use it. */
export class DataFile<State> {
  /** The content of the file when it was opened; undefined if it did not exist. */
  readonly state: State | undefined;
  private readonly file: string;
  private readonly lock: DataFileLock;
  private released: Promise<void> | undefined;

  /**
   * Opens the file, but does not create it.
   *
   * @throws {Error} If the file contains no state, its folder does not exist, or another emulator uses it.
   */
  constructor(path: string) {
    const given = resolve(path);
    let lock: DataFileLock | undefined;
    try {
      this.file = canonicalPath(given);
      lock = lockDataFile(this.file);
    } catch (error) {
      const message = `The emulator cannot keep its data in ${given}: ${describeError(error)}`;
      throw new Error(message, { cause: error });
    }
    if (lock === undefined) {
      const { file } = this;
      throw new Error(
        `Cannot open the emulator's data file ${given}: another emulator is using ${file === given ? "it" : file}. ` +
          "Close that emulator, or set dataFile to another file.",
      );
    }
    this.lock = lock;
    try {
      this.state = existsSync(given) ? (readState(given) as State) : undefined;
    } catch (error) {
      void lock.release();
      const advice = "Restore it, or delete it to start empty.";
      const reason = describeError(error);
      const message = `The emulator's data file ${given} cannot be read: ${reason}. ${advice}`;
      throw new Error(message, { cause: error });
    }
  }

  /** Replaces the whole file by a rename: a reader finds the old content or the new one, never a part. */
  write(state: State): void {
    if (this.released !== undefined) {
      throw new Error(`Cannot write to the emulator's data file ${this.file}: it is closed.`);
    }
    const temporary = `${this.file}.tmp`;
    writeFileSync(temporary, `${JSON.stringify({ format: FORMAT, state })}\n`, { flush: true });
    renameSync(temporary, this.file);
  }

  /** Releases the lock. Later writes fail. Can be called again. */
  close(): Promise<void> {
    return (this.released ??= this.lock.release());
  }
}

function readState(file: string): unknown {
  const content = JSON.parse(readFileSync(file, "utf8")) as { format?: unknown; state?: unknown } | null;
  if (content?.format !== FORMAT || content.state === undefined) {
    throw new Error(`it is not of the format ${FORMAT}`);
  }
  return content.state;
}

/** Returns the one path without symbolic links of a file that need not exist yet. */
function canonicalPath(path: string): string {
  return existsSync(path)
    ? realpathSync.native(path)
    : join(realpathSync.native(dirname(path)), basename(path));
}

/** `instanceof Error` would miss the errors of Node's modules in a test runner's own realm. */
export function describeError(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
