import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/**
 * Reads a regular file of at most 512 MB. A device may never end, and a pipe may never begin.
 *
 * @throws {Error} If it is anything else, or cannot be opened. `code` is Node's code for a file that cannot be opened.
 */
export async function readRegularFile(path: string): Promise<Buffer> {
  // Without O_NONBLOCK a pipe that nobody writes to could not be opened.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = await file.stat();
    if (!status.isFile() && !status.isDirectory()) {
      throw new Error("it is not a regular file");
    }
    if (status.size > MAX_FILE_BYTES) {
      throw new Error("it is larger than 512 MB");
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}
