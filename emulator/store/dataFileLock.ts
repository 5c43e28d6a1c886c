import { createHash } from "node:crypto";
import { close, constants, openSync } from "node:fs";
import { createServer } from "node:net";
import { promisify } from "node:util";

/** A lock that the operating system releases when the process ends for any reason. */
export interface DataFileLock {
  readonly release: () => Promise<void>;
}

/**
 * Locks a data file, or returns undefined if another emulator on this machine holds the lock. Node.js has no file locks, so
 * this uses an abstract socket on Linux, a named pipe on Windows, and a flag of open() on macOS and the BSDs.
 *
 * @param file a path without symbolic links, so that each file has only one lock.
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
    // The leading zero byte makes it an abstract socket. Node.js 20 pads short addresses with zero bytes and later versions
    // do not, so only an address of the full length (the size of `sun_path`) is the same in all versions.
    return `\0${name}`.padEnd(108, "-");
  }
  return platform === "win32" ? `\\\\.\\pipe\\${name}` : undefined;
}

function listenExclusively(address: string): DataFileLock | undefined {
  const server = createServer((socket) => socket.destroy());
  // The error event is emitted in the next tick, but `listening` is false immediately.
  server.on("error", () => undefined);
  server.listen(address).unref();
  return server.listening ? { release: promisify(server.close.bind(server)) } : undefined;
}

/** O_EXLOCK on macOS and the BSDs makes open() lock the file. Node.js has no constant for it, but passes it on. */
const OPEN_LOCKED = 0x20;

/** The file is never deleted. Otherwise, one process could lock the deleted file, and another one a new file. */
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
