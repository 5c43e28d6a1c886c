import { parse as parseJsonc, type ParseError } from "jsonc-parser";
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
import { isObject } from "../../provider/wire";
import { say, UsageError } from "./terminal";

export interface TextFile {
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

export type Json = Readonly<Record<string, unknown>>;

/** @throws {UsageError} If a file is not a JSON object. The message never quotes it, because it may contain secrets. */
export function readJsonFile({ name, text }: TextFile, advice: string): Json {
  const fail = (problem: string) => new UsageError(`Cannot read ${name}: ${problem} ${advice}`);
  if (text.trim() === "") {
    throw fail("it is empty.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fail(`it is not valid JSON at ${placeOfError(text)}.`);
  }
  if (!isObject(value)) {
    throw fail("it does not contain a JSON object.");
  }
  return value;
}

export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export function uniqueById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Returns the properties of a resource that contain the id of a mapping: alone, in `User:group-…`, or in a CRN. */
export function referencesIn(properties: Json, ids: { has(id: string): boolean }) {
  return Object.entries(properties).flatMap(([property, value]) => {
    const json = JSON.stringify(value).replace(/\\[nrt]/g, " ");
    const words = json.match(/[\w-]+/g) ?? [];
    return [...new Set(words)].filter((word) => ids.has(word)).map((id) => ({ property, id }));
  });
}

/** Does not use the message of Node.js, which differs by version and quotes the file. */
function placeOfError(json: string): string {
  const errors: ParseError[] = [];
  parseJsonc(json, errors, { disallowComments: true });
  const before = json.slice(0, errors[0]?.offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
