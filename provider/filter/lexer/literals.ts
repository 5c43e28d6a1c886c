import { readingProblem, type ReadingProblem } from "../report";
import type { Token } from "./tokens";

type Value =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int" | "uint"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "bytes"; readonly value: Uint8Array }
  | { readonly type: "null"; readonly value: null };

/** A constant. A number includes its sign: `-1` is a literal. */
export type Literal = { readonly kind: "literal"; readonly start: number; readonly end: number } & Value;

/** Decodes a number with its sign, because the smallest int has no positive counterpart. */
export function decodeLiteral(token: Token, isNegative: boolean): Value | ReadingProblem {
  if (token.kind === "number") {
    return decodeNumber(token, isNegative);
  }
  if (token.kind === "string") {
    return decodeString(token);
  }
  return token.text === "null"
    ? { type: "null", value: null }
    : { type: "bool", value: token.text === "true" };
}

function decodeNumber(token: Token, isNegative: boolean): Value | ReadingProblem {
  const [, digits, suffix] = /^(\d+|0x[\da-f]+)(u?)$/i.exec(token.text) ?? [];
  if (digits === undefined) {
    const value = isNegative ? -Number(token.text) : Number(token.text);
    return Number.isFinite(value) ? { type: "double", value } : outOfRange(token, "double");
  }
  const value = isNegative ? -BigInt(digits) : BigInt(digits);
  const type = suffix === "" ? "int" : "uint";
  const stored = type === "int" ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
  return value === stored ? { type, value } : outOfRange(token, type);
}

function outOfRange(token: Token, type: string): ReadingProblem {
  return readingProblem("number-out-of-range", token, `the number is out of range for CEL's ${type}`);
}

const STRING = /^([bB]?)([rR]?)("""|'''|"|')([^]*)\3$/;

function decodeString({ text, start }: Token): Value | ReadingProblem {
  const [, prefix = "", raw = "", quote = "", content = ""] = STRING.exec(text) ?? [];
  const isBytes = prefix !== "";
  const escapes = raw === "" ? [...content.matchAll(ESCAPE)] : [];
  const invalid = escapes.find(([escape]) => unescape(escape, isBytes) === undefined);
  if (invalid !== undefined) {
    const [escape] = invalid;
    const at = start + text.length - quote.length - content.length + invalid.index;
    const range = { start: at, end: at + escape.length };
    return readingProblem("invalid-escape", range, `${escape} is not an escape sequence of CEL`);
  }
  const encoded = isBytes ? Buffer.from(content, "utf8").toString("latin1") : content;
  const value = raw === "" ? encoded.replace(ESCAPE, (escape) => unescape(escape, isBytes) ?? "") : encoded;
  return isBytes
    ? { type: "bytes", value: Uint8Array.from(Buffer.from(value, "latin1")) }
    : { type: "string", value };
}

/** A backslash and its digits. `\400` and `\u12` match whole, so that they are rejected whole. */
const ESCAPE = /\\(?:u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|[xX][0-9a-fA-F]{0,2}|[0-7]{1,3}|[^])/gu;

/** By the character after the backslash. */
const SIMPLE = new Map(
  Object.entries({
    ...{ a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
    ...{ "\\": "\\", "?": "?", '"': '"', "'": "'", "`": "`" },
  }),
);

/** Two hexadecimal digits, three octal digits up to 377, or four or eight hexadecimal digits. */
const CODED = /^\\(?:[xX]([0-9a-fA-F]{2})|([0-3][0-7]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))$/;

function unescape(escape: string, isBytes: boolean): string | undefined {
  const [, hex, octal, short, unicode = short] = CODED.exec(escape) ?? [];
  const code = octal === undefined ? parseInt(hex ?? unicode ?? "", 16) : parseInt(octal, 8);
  if (Number.isNaN(code)) {
    return SIMPLE.get(escape.slice(1));
  }
  const isRefused =
    code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || (isBytes && unicode !== undefined);
  return isRefused ? undefined : String.fromCodePoint(code);
}
