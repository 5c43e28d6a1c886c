import { resolve } from "node:path";
import { membershipsInCsv } from "./csv";
import { type Directory, DirectoryError } from "./directory";
import { membershipsInJson } from "./json";
import { readRegularFile } from "./readRegularFile";

/**
 * Reads users and their groups from a file: CSV or JSON (detected by content), in UTF-8 or UTF-16.
 *
 * @param path relative to the working directory
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
  let bytes: Buffer;
  try {
    bytes = await readRegularFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const place = resolve(path);
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: `${place} does not exist`,
      EISDIR: `${place} is a directory`,
    };
    const reason = (code === undefined ? undefined : reasons[code]) ?? `${place}: ${code ?? message}`;
    throw failureTo(path, `${reason}. Specify an existing file.`);
  }
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
