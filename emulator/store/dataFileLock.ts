import { createHash } from "node:crypto";
import { close, constants, openSync } from "node:fs";
import { createServer } from "node:net";
import { promisify } from "node:util";

/** A lock that the operating system releases when the process ends, however it ends. */
export interface DataFileLock {
  readonly release: () => Promise<void>;
}

/**
 * Locks a data file for one emulator on this machine, in this process or in any other one.
 *
 * Node.js has no function that locks a file. Each platform has something else that only one process can have, and that
 * ends with the process: a socket without a file on Linux, a named pipe on Windows, and a flag of open() on macOS and the
 * BSDs.
 *
 * @param file a path without symbolic links, so that one file has one lock.
 * @returns undefined if another emulator holds the lock.
 */
export function lockDataFile(file: string): DataFileLock | undefined {
  const address = lockAddress(file, process.platform);
  return address === undefined ? openExclusively(`${file}.lock`) : listenExclusively(address);
}

/** Returns the address of the socket or pipe that represents the lock, or undefined if the platform needs a file. */
export function lockAddress(file: string, platform: NodeJS.Platform): string | undefined {
  // On Windows, paths that differ only in case name the same file.
  const path = platform === "win32" ? file.toLowerCase() : file;
  const name = `pulumi-confluent-sso-emulator-${createHash("sha256").update(path).digest("hex")}`;
  if (platform === "linux") {
    // The zero byte makes it a socket without a file. Node.js 20 pads a shorter address with zero bytes and later versions
    // do not, so only at full length (the size of `sun_path`) do all versions use the same address.
    return `\0${name}`.padEnd(108, "-");
  }
  return platform === "win32" ? `\\\\.\\pipe\\${name}` : undefined;
}

function listenExclusively(address: string): DataFileLock | undefined {
  const server = createServer((socket) => socket.destroy());
  // A failure is emitted in the next tick, but `listening` is false at once.
  server.on("error", () => undefined);
  server.listen(address).unref();
  return server.listening ? { release: promisify(server.close.bind(server)) } : undefined;
}

/** O_EXLOCK of macOS and the BSDs: open() locks the file. Node.js passes the flag on without having a name for it. */
const OPEN_LOCKED = 0x20;

/** The file is never deleted: otherwise one process could lock the deleted file, and another process its successor. */
function openExclusively(lockFile: string): DataFileLock | undefined {
  try {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | OPEN_LOCKED;
    const descriptor = openSync(lockFile, flags);
    return { release: () => promisify(close)(descriptor) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") {
      return undefined;
    }
    throw error;
  }
}
