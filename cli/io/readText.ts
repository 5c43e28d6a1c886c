import {
  decodeText,
  type Directory,
  DirectoryError,
  MAX_FILE_BYTES,
  readDirectory,
  readRegularFile,
  remarksOn,
} from "../../provider/directory/index";
import { messageOf, oneLine } from "../../provider/errors";
import { UsageError } from "./exitCodes";
import { say } from "./terminal";

export interface TextFile {
  /** For messages. */
  readonly name: string;
  readonly text: string;
}

/** Reads a file that the user specified, or standard input for `-`, without a byte order mark. */
export async function readText(path: string): Promise<TextFile> {
  const name = path === "-" ? "standard input" : oneLine(path);
  const bytes = await (path === "-" ? readStandardInput() : readRegularFile(path)).catch((error: unknown) => {
    throw new UsageError(`Cannot read ${name}: ${oneLine(messageOf(error))}.`);
  });
  const text = decodeText(bytes);
  if (text === undefined) {
    throw new UsageError(`Cannot read ${name}: it is not valid UTF-8. Save it as UTF-8.`);
  }
  return { name, text };
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_FILE_BYTES) {
      throw new Error("it is larger than 512 MB");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a directory file and prints the notices about it. */
export async function readPeople(path: string): Promise<Directory> {
  const people = await readDirectory(path).catch((error: unknown) => {
    throw error instanceof DirectoryError ? new UsageError(oneLine(error.message)) : error;
  });
  remarksOn(people).forEach(say);
  return people;
}
