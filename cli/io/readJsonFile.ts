import { parse as parseJsonc, type ParseError, printParseErrorCode } from "jsonc-parser";
import type { TextFile } from "./readText";
import { UsageError } from "./exitCodes";

/** An object of JSON, of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a file that must hold an object of JSON.
 *
 * @param wanted how to make the right file, a sentence
 * @throws UsageError which says where the JSON breaks; never what stands there, for a state may hold secrets
 */
export function readJsonFile({ name, text }: TextFile, wanted: string): Json {
  // Without its byte order mark UTF-16 is taken for UTF-8.
  if (text.slice(0, 4).includes("\0")) {
    throw new UsageError(`Cannot read ${name}: it is written in UTF-16. Save it as UTF-8. ${wanted}`);
  }
  if (/^\s*$/.test(text)) {
    throw new UsageError(`Cannot read ${name}: it is empty. ${wanted}`);
  }
  const value = parse(text, name, wanted);
  if (!isObject(value)) {
    throw new UsageError(`Cannot read ${name}: it holds no object of JSON. ${wanted}`);
  }
  if (isObject(value["sops"])) {
    throw new UsageError(
      `Cannot read ${name}: it is encrypted by SOPS. Give it as sops decrypt writes it out.`,
    );
  }
  return value;
}

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects in a list; none where it is no list. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts in a list; none where it is no list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** A text; undefined for all else, and where it is empty. */
export function filledText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function parse(json: string, fileName: string, wanted: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The words of Node.js differ by version, and quote the file, secrets too.
    const errors: ParseError[] = [];
    parseJsonc(json, errors, { disallowComments: true });
    const [first] = errors;
    const isCutOff = first === undefined || isUnfinished(json, first);
    const before = json.slice(0, isCutOff ? json.length : first.offset).split("\n");
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new UsageError(
      isCutOff
        ? `Cannot read ${fileName}: its JSON breaks off at ${place}; the file is not whole. ${wanted}`
        : `Cannot read ${fileName}: it is no JSON from ${place} on. ${wanted}`,
    );
  }
}

/** Whether the text ends within the token that is the first error, or before it. */
function isUnfinished(json: string, { error, offset, length }: ParseError): boolean {
  const isInText = printParseErrorCode(error) === "UnexpectedEndOfString" && offset + length === json.length;
  return isInText || /^[\w+.-]*\s*$/.test(json.slice(offset));
}
