/** A piece of a filter text; offsets in UTF-16 units. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** As it is written. */
  readonly text: string;
}

type TokenKind =
  /** A name or a keyword. */
  | "name"
  /** A name in backticks. */
  | "quoted name"
  | "number"
  /** A closed text or bytes literal, with its prefix. */
  | "string"
  | "symbol"
  /** What CEL has no use for: `&`, `===`, a typographic quote, a quote that is never closed, letters outside ASCII, … */
  | "stray";

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

export interface Comment {
  /** Without the slashes and the white space around it. */
  readonly text: string;
  /** How many tokens other than round brackets stand before it. */
  readonly after: number;
}

/**
 * Cuts a text into tokens, by CEL's lexical grammar; in one pass, whatever the text is. It need not be CEL: what cannot be
 * is stray. A quote that is not closed on its line is one stray character, and what follows it is read on.
 */
export function tokensOf(text: string): Tokens {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const unclosed: Unclosed = new Map();
  let significant = 0;
  let at = 0;
  while (at < text.length) {
    const comment = lengthOf(COMMENT, text, at);
    if (comment > 0) {
      comments.push({ text: text.slice(at + 2, at + comment).trim(), after: significant });
    }
    const skipped = comment + lengthOf(BLANK, text, at);
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const { kind, length } = tokenAt(text, at, unclosed);
    const token = { kind, start: at, end: at + length, text: text.slice(at, at + length) };
    tokens.push(token);
    significant += token.text === "(" || token.text === ")" ? 0 : 1;
    at += length;
  }
  return { tokens, comments };
}

/** Form feed is white space to CEL, too; a filter that holds one is refused before. */
const BLANK = /[ \t\r\n\f]+/y;
const COMMENT = /\/\/[^\n]*/y;

const STRING_START = /([bB]?[rR]?)("""|'''|"|')/y;

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ["name", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["quoted name", /`[A-Za-z0-9_.\-/ ]+`/y],
  // `9efcf0ab-9227-…` is no number but a GUID, and `2fa` a name; `1in` is two tokens to CEL.
  [
    "number",
    /(?:0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[uU]?(?!(?!in\b)\w)/y,
  ],
  // Whole runs, so that `===` and `&&&` are one mistake each.
  ["symbol", /(?:[!=]=|&&|\|\|)(?![=&|])|[<>]=(?!=)|<(?![=>])|[!>](?!=)|[+\-*/%()[\]{}.,:?]/y],
  ["stray", /[!<>]=+|=[<>]|=+|<>|&+|\|+|[\p{L}\p{M}\p{N}_]+/uy],
];

/** By the quote that was looked for: up to where in vain. */
type Unclosed = Map<string, number>;

function tokenAt(text: string, at: number, unclosed: Unclosed): { kind: TokenKind; length: number } {
  STRING_START.lastIndex = at;
  const [opening, prefix = "", quote = ""] = STRING_START.exec(text) ?? [];
  if (opening !== undefined) {
    const isRaw = /r/i.test(prefix);
    const end = endOfString(text, at + opening.length, quote, isRaw, unclosed);
    if (end !== undefined) {
      return { kind: "string", length: end - at };
    }
  }
  for (const [kind, pattern] of PATTERNS) {
    const length = lengthOf(pattern, text, at);
    if (length > 0) {
      return { kind, length };
    }
  }
  return { kind: "stray", length: String.fromCodePoint(text.codePointAt(at) ?? 0).length };
}

/**
 * Where the string ends whose content begins at `from`; undefined where it is not closed.
 *
 * A text full of quotes that nothing closes is read once, not once for each: a quote within what was searched in vain is an
 * escaped one, and searching from it goes the same way.
 */
function endOfString(
  text: string,
  from: number,
  quote: string,
  isRaw: boolean,
  unclosed: Unclosed,
): number | undefined {
  const search = `${isRaw ? "r" : ""}${quote}`;
  if (from <= (unclosed.get(search) ?? -1)) {
    return undefined;
  }
  const mayBreak = quote.length === 3;
  let at = from;
  while (at < text.length && (mayBreak || !/[\r\n]/.test(text.charAt(at)))) {
    if (text.startsWith(quote, at)) {
      return at + quote.length;
    }
    at += text[at] === "\\" && !isRaw ? 2 : 1;
  }
  unclosed.set(search, at);
  return undefined;
}

/** How many units of `text` the sticky `pattern` takes at `at`; 0 for none. */
function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
