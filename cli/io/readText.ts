import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { decodeText } from "../../provider/directory/index";
import { messageOf } from "../../provider/errors";
import { UsageError } from "./exitCodes";

/** The content of a file that the user named. */
export interface TextFile {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a file that the user named, or the standard input for `-`, without a byte order mark.
 *
 * @throws {UsageError} If it cannot be read, or is not text.
 */
export async function readText(path: string): Promise<TextFile> {
  const name = path === "-" ? "the standard input" : path;
  let bytes: Buffer;
  try {
    bytes = path === "-" ? await buffer(process.stdin) : await readFile(path);
  } catch (error) {
    throw new UsageError(`Cannot read ${name}: ${messageOf(error)}.`);
  }
  const text = decodeText(bytes);
  if (text === undefined) {
    throw new UsageError(`Cannot read ${name}: it is no text in UTF-8. Save it as UTF-8.`);
  }
  return { name, text };
}
