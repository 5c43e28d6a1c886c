import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Maximum file size, in bytes. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/**
 * Reads a regular file of at most 512 MB. Other files are rejected: a device may never end, and a pipe may have no writer.
 *
 * @throws {Error} If it is not such a file or cannot be opened. `code` is the Node.js code if it cannot be opened.
 */
export async function readRegularFile(path: string): Promise<Buffer> {
  // Without O_NONBLOCK, opening a pipe without a writer would block.
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
