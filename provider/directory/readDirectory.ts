import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { membershipsInCsv } from "./csv";
import { decodeText } from "./decodeText";
import { type Directory, DirectoryError } from "./directory";
import { membershipsInJson } from "./json";

/**
 * Reads who is in which groups from a file: CSV or JSON, as its content says, in UTF-8, or in UTF-16 with a byte order mark.
 *
 * @param path relative to the working directory
 * @throws DirectoryError
 */
export async function readDirectory(path: string): Promise<Directory> {
  const text = await textOf(path);
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

async function textOf(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code = "it cannot be opened" } = error as NodeJS.ErrnoException;
    const reason = REASONS.get(code)?.(resolve(path)) ?? `${resolve(path)}: ${code}`;
    throw failureTo(path, `${reason}. Name a file that is there.`);
  }
  const text = decodeText(bytes);
  if (text === undefined) {
    throw failureTo(path, "it is no text in UTF-8. Export it as UTF-8.");
  }
  return text;
}

const REASONS: ReadonlyMap<string, (path: string) => string> = new Map([
  ["ENOENT", (path: string) => `there is no file ${path}`],
  ["EISDIR", (path: string) => `${path} is a folder`],
]);

function failureTo(path: string, why: string): DirectoryError {
  return new DirectoryError(`Cannot read the directory ${path}: ${why}`);
}
