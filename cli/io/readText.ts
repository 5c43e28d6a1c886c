import { readFile } from "node:fs/promises";
import { decodeText } from "../../provider/directory/index";
import { messageOf } from "../../provider/errors/providerError";
import { UsageError } from "./exitCodes";

/** A file that the user named, and what stands in it. */
export interface TextFile {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

/**
 * The text of a file that the user named, or of the standard input for `-`; without a byte order mark.
 *
 * @throws UsageError where it cannot be read, or is no text
 */
export async function readText(path: string): Promise<TextFile> {
  const name = path === "-" ? "the standard input" : path;
  let bytes: Buffer;
  try {
    bytes = path === "-" ? await standardInput() : await readFile(path);
  } catch (error) {
    throw new UsageError(`Cannot read ${name}: ${messageOf(error)}.`);
  }
  const text = decodeText(bytes);
  if (text === undefined) {
    throw new UsageError(`Cannot read ${name}: it is no text in UTF-8. Save it as UTF-8.`);
  }
  return { name, text };
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
