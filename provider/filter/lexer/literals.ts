import { type ReadingProblem, rangeOf } from "../report";
import type { Token } from "./tokens";

/** A constant in a filter's tree. A number's sign belongs to it: `-1` is a literal. */
export type Literal = { readonly kind: "literal"; readonly start: number; readonly end: number } & (
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int" | "uint"; readonly value: bigint }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "bytes"; readonly value: Uint8Array }
  | { readonly type: "null"; readonly value: null }
);

/** What a token of the kind `string` stands for, or why it stands for nothing. */
type Decoded = { readonly literal: Literal } | { readonly problem: ReadingProblem };

const STRING = /^([bB]?[rR]?)("""|'''|"|')/;

/** What a token of a literal stands for, its text where it stands for nothing. */
export function literalOf(token: Token): Literal {
  const { text, start, end } = token;
  if (token.kind === "number") {
    return { kind: "literal", ...decodeNumber(token), start, end };
  }
  if (token.kind === "name") {
    return text === "null"
      ? { kind: "literal", type: "null", value: null, start, end }
      : { kind: "literal", type: "bool", value: text === "true", start, end };
  }
  const decoded = decodeString(token);
  return "literal" in decoded
    ? decoded.literal
    : { kind: "literal", type: "string", value: text, start, end };
}

/** Text and bytes, with CEL's escapes. */
export function decodeString({ text, start, end }: Token): Decoded {
  const [opening = "", prefix = "", quote = ""] = STRING.exec(text) ?? [];
  const isBytes = /b/i.test(prefix);
  const content = text.slice(opening.length, text.length - quote.length);
  const bytes: number[] = [];
  let value = "";
  const add = (piece: string, byte?: number) => {
    if (isBytes) {
      bytes.push(...(byte === undefined ? Buffer.from(piece, "utf8") : [byte]));
    } else {
      value += piece;
    }
  };
  if (/r/i.test(prefix)) {
    add(content);
  } else {
    for (const [at, piece] of piecesOf(content)) {
      if (!piece.startsWith("\\")) {
        add(piece);
        continue;
      }
      const escaped = unescape(piece, isBytes);
      if (escaped === undefined) {
        const from = start + opening.length + at;
        return { problem: unknownEscape(piece, from) };
      }
      add(escaped.text, escaped.byte);
    }
  }
  return {
    literal: isBytes
      ? { kind: "literal", type: "bytes", value: Uint8Array.from(bytes), start, end }
      : { kind: "literal", type: "string", value, start, end },
  };
}

/** The number that a token of the kind `number` stands for, in the bounds or not. */
function decodeNumber({
  text,
}: Token): { type: "int" | "uint"; value: bigint } | { type: "double"; value: number } {
  if (/^\d+$|^0x[0-9a-f]+$/i.test(text)) {
    return { type: "int", value: BigInt(text) };
  }
  return /^(?:\d+|0x[0-9a-f]+)u$/i.test(text)
    ? { type: "uint", value: BigInt(text.slice(0, -1)) }
    : { type: "double", value: Number(text) };
}

/** @param isNegative whether a minus stands before it: the smallest int has no positive counterpart */
export function problemOfNumber(token: Token, isNegative: boolean): ReadingProblem | undefined {
  const { type, value } = decodeNumber(token);
  const isInRange = {
    int: () =>
      BigInt.asIntN(64, isNegative ? -BigInt(value) : BigInt(value)) ===
      (isNegative ? -BigInt(value) : value),
    uint: () => BigInt.asUintN(64, BigInt(value)) === value,
    double: () => Number.isFinite(value),
  }[type]();
  return isInRange
    ? undefined
    : {
        rule: "number-out-of-range",
        message: `the number is out of the range of CEL's ${type}`,
        suggestion: 'Write a smaller number; the name of a group stands in quotes: "kafka" in groups',
        ...rangeOf(token),
      };
}

/** Escapes and what stands between them, each with its offset. */
function* piecesOf(content: string): Generator<readonly [at: number, piece: string]> {
  for (const match of content.matchAll(PIECE)) {
    yield [match.index, match[0]];
  }
}

/** A backslash with all that may belong to it; `\400` and `\u12` are taken whole, to be refused whole. */
const PIECE = /\\(?:u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|[xX][0-9a-fA-F]{0,2}|[0-7]{1,3}|[^])|[^\\]+/gu;

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["\\a", "\x07"],
  ["\\b", "\b"],
  ["\\f", "\f"],
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
  ["\\v", "\v"],
  ...["\\", "?", '"', "'", "`"].map((character) => [`\\${character}`, character] as const),
]);

function unescape(escape: string, isBytes: boolean): { text: string; byte?: number } | undefined {
  const simple = SIMPLE.get(escape);
  if (simple !== undefined) {
    return { text: simple };
  }
  const [, x, o, u4, u8] = CODED.exec(escape) ?? [];
  if (x !== undefined || o !== undefined) {
    const code = x === undefined ? parseInt(o ?? "", 8) : parseInt(x, 16);
    return { text: String.fromCodePoint(code), byte: code };
  }
  const code = parseInt(u4 ?? u8 ?? "", 16);
  return isBytes || Number.isNaN(code) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    ? undefined
    : { text: String.fromCodePoint(code) };
}

/** Two hexadecimal digits, three octal ones up to 377, or four or eight hexadecimal ones. */
const CODED = /^\\(?:[xX]([0-9a-fA-F]{2})|([0-3][0-7]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))$/;

function unknownEscape(escape: string, start: number): ReadingProblem {
  return {
    rule: "invalid-escape",
    message: `${escape} is not an escape of CEL`,
    suggestion: `For a backslash in the text write two: \\\\${escape.slice(1)}`,
    start,
    end: start + escape.length,
  };
}
