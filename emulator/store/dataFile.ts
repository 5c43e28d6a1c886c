import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { types } from "node:util";
import { type DataFileLock, lockDataFile } from "./dataFileLock";

const FORMAT = "confluent-sso-emulator/1";

/** A file that contains the whole state. It is locked until it is closed, so that only one emulator uses it. */
export class DataFile<State> {
  readonly state: State | undefined;
  private readonly file: string;
  private readonly lock: DataFileLock;
  private released: Promise<void> | undefined;

  /** @throws {Error} If the content is invalid, the folder does not exist, or another emulator uses the file. */
  constructor(path: string) {
    const given = resolve(path);
    const cannot = (verb: string, why: string, options?: ErrorOptions) =>
      new Error(`Cannot ${verb} the emulator's data file ${given}: ${why}`, options);
    let lock: DataFileLock | undefined;
    try {
      this.file = canonicalPath(given);
      lock = lockDataFile(this.file);
    } catch (error) {
      throw cannot("open", describeError(error), { cause: error });
    }
    if (lock === undefined) {
      const file = this.file === given ? "it" : this.file;
      const advice = "Close that emulator, or set dataFile to another file.";
      throw cannot("open", `another emulator is using ${file}. ${advice}`);
    }
    this.lock = lock;
    try {
      this.state = existsSync(given) ? (readState(given) as State) : undefined;
    } catch (error) {
      void lock.release();
      const why = `${describeError(error)}. Restore it, or delete it to start empty.`;
      throw cannot("read", why, { cause: error });
    }
  }

  /** Replaces the whole file with a rename, so that a reader never gets partial content. */
  write(state: State): void {
    if (this.released !== undefined) {
      throw new Error(`Cannot write to the emulator's data file ${this.file}: it is closed.`);
    }
    const temporary = `${this.file}.tmp`;
    writeFileSync(temporary, `${JSON.stringify({ format: FORMAT, state })}\n`, { flush: true });
    renameSync(temporary, this.file);
  }

  close(): Promise<void> {
    return (this.released ??= this.lock.release());
  }
}

function readState(file: string): unknown {
  const content = JSON.parse(readFileSync(file, "utf8")) as { format?: unknown; state?: unknown } | null;
  if (content?.format !== FORMAT || content.state === undefined) {
    throw new Error(`it does not have the format ${FORMAT}`);
  }
  return content.state;
}

/** Resolves the symbolic links in a path. The file does not need to exist. */
function canonicalPath(path: string): string {
  return existsSync(path)
    ? realpathSync.native(path)
    : join(realpathSync.native(dirname(path)), basename(path));
}

/** Does not use `instanceof Error`, because errors from Node.js belong to another realm in Jest. */
export function describeError(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
