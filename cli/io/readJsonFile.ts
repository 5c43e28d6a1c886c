import { isObject } from "../../provider/wire";
import { parse as parseJsonc, type ParseError, printParseErrorCode } from "jsonc-parser";
import type { TextFile } from "./readText";
import { UsageError } from "./exitCodes";

/** A JSON object of unknown shape. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a file that must contain a JSON object.
 *
 * @param advice how to make the right file, a sentence
 * @throws {UsageError} If it does not. The message has the place, and never quotes the file: a state may contain secrets.
 */
export function readJsonFile({ name, text }: TextFile, advice: string): Json {
  const fail = (problem: string) => new UsageError(`Cannot read ${name}: ${problem}`);
  // UTF-16 without a byte order mark looks like UTF-8.
  if (text.slice(0, 4).includes("\0")) {
    throw fail(`it is written in UTF-16. Save it as UTF-8. ${advice}`);
  }
  if (/^\s*$/.test(text)) {
    throw fail(`it is empty. ${advice}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fail(`${syntaxProblem(text)} ${advice}`);
  }
  if (!isObject(value)) {
    throw fail(`it holds no object of JSON. ${advice}`);
  }
  if (isObject(value["sops"])) {
    throw fail("it is encrypted by SOPS. Give it as sops decrypt writes it out.");
  }
  return value;
}

/** Returns the value, or an empty object if it is not an object. */
export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** Returns the objects in a list; none if it is not a list. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Returns the texts in a list; none if it is not a list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** Returns the value if it is a text that is not empty. */
export function filledText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Not in the words of Node.js, which differ by version and quote the file. */
function syntaxProblem(json: string): string {
  const errors: ParseError[] = [];
  parseJsonc(json, errors, { disallowComments: true });
  const [first] = errors;
  const isCutOff = first === undefined || isUnfinished(json, first);
  const before = json.slice(0, isCutOff ? json.length : first.offset).split("\n");
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return isCutOff
    ? `its JSON breaks off at ${place}; the file is not whole.`
    : `it is no JSON from ${place} on.`;
}

/** Whether the text ends before the first error, or within its token. */
function isUnfinished(json: string, { error, offset, length }: ParseError): boolean {
  const isInText = printParseErrorCode(error) === "UnexpectedEndOfString" && offset + length === json.length;
  return isInText || /^[\w+.-]*\s*$/.test(json.slice(offset));
}
