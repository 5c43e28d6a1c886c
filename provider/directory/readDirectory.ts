import { resolve } from "node:path";
import { membershipsInCsv } from "./csv";
import { type Directory, DirectoryError } from "./directory";
import { membershipsInJson } from "./json";
import { readRegularFile } from "./readRegularFile";

/**
 * Reads who is in which groups from a file: CSV or JSON, as its content says, in UTF-8 or in UTF-16.
 *
 * @param path relative to the working directory
 * @throws DirectoryError
 */
export async function readDirectory(path: string): Promise<Directory> {
  const text = await readText(path);
  try {
    const read = /^\s*[[{]/.test(text) ? membershipsInJson : membershipsInCsv;
    const directory = read(text).directory();
    if (directory.size === 0) {
      throw new DirectoryError("it names no user. Export the file again.");
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
      ENOENT: `there is no file ${place}`,
      EISDIR: `${place} is a folder`,
    };
    const reason = (code === undefined ? undefined : reasons[code]) ?? `${place}: ${code ?? message}`;
    throw failureTo(path, `${reason}. Name a file that is there.`);
  }
  const text = decodeText(bytes);
  if (text === undefined) {
    throw failureTo(path, "it is no text in UTF-8. Export it as UTF-8.");
  }
  return text;
}

function failureTo(path: string, why: string): DirectoryError {
  return new DirectoryError(`Cannot read the directory ${path}: ${why}`);
}

/**
 * The text in bytes: in UTF-8, or in UTF-16, which begins with a byte order mark or, because a file begins with a letter or a
 * sign of ASCII, with a zero byte beside it. Undefined if they are neither. A byte order mark is no part of the text.
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
