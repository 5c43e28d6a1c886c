import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { membershipsInCsv } from "./csv";
import { type Directory, DirectoryError } from "./directory";
import { membershipsInJson } from "./json";

/**
 * Reads users and their groups from a file: CSV or JSON (detected by content), in UTF-8 or UTF-16.
 * @throws {DirectoryError} If the file cannot be read.
 */
export async function readDirectory(path: string): Promise<Directory> {
  const text = await readText(path);
  try {
    const read = /^\s*[[{]/.test(text) ? membershipsInJson : membershipsInCsv;
    const directory = read(text).directory();
    if (directory.size === 0) {
      throw new DirectoryError("it has no users. Export the file again.");
    }
    return directory;
  } catch (error) {
    throw error instanceof DirectoryError ? failureTo(path, error.message) : error;
  }
}

async function readText(path: string): Promise<string> {
  const bytes = await readRegularFile(path).catch((error: unknown) => {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const reasons = new Map(Object.entries({ ENOENT: " does not exist", EISDIR: " is a directory" }));
    const reason = reasons.get(code) ?? `: ${code || message}`;
    throw failureTo(path, `${resolve(path)}${reason}. Specify an existing file.`);
  });
  const text = decodeText(bytes);
  if (text === undefined) {
    throw failureTo(path, "it is not UTF-8 text. Export it as UTF-8.");
  }
  return text;
}

function failureTo(path: string, why: string): DirectoryError {
  return new DirectoryError(`Cannot read the directory file ${path}: ${why}`);
}

/**
 * Decodes UTF-8 or UTF-16, without a byte order mark. UTF-16 begins with a byte order mark, or has a zero byte in its first
 * character, because a file begins with an ASCII character. Returns undefined if it is neither encoding.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 2)).toString("hex");
  const encoding = /^(?:fffe|(?!00)..00)$/.test(start)
    ? "utf-16le"
    : /^(?:feff|00(?!00)..)$/.test(start)
      ? "utf-16be"
      : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/**
 * Reads a regular file of at most 512 MB. Other files are rejected: a device may never end, and a pipe may have no writer.
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
