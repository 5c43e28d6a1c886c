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
  let significant = 0;
  let end = 0;
  while (end < text.length) {
    const start = end;
    const [kind, piece] = pieceAt(text, start);
    end += piece.length;
    if (kind === "comment") {
      comments.push({ text: piece.slice(2).trim(), after: significant });
    } else if (kind !== "blank") {
      tokens.push({ kind, start, end, text: piece });
      significant += piece === "(" || piece === ")" ? 0 : 1;
    }
  }
  return { tokens, comments };
}

function pieceAt(text: string, at: number): [kind: PieceKind, piece: string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const piece = pattern.exec(text)?.[0];
    if (piece !== undefined) {
      return [kind, piece];
    }
  }
  return ["stray", String.fromCodePoint(text.codePointAt(at) ?? 0)];
}

type PieceKind = TokenKind | "blank" | "comment";

/** The first that fits counts. */
const PATTERNS: readonly (readonly [PieceKind, RegExp])[] = [
  // Form feed is white space to CEL, too; a filter that holds one is refused before.
  ["blank", /[ \t\r\n\f]+/y],
  ["comment", /\/\/[^\n]*/y],
  // Raw texts, then those with escapes. Three quotes always begin a text of several lines.
  ["string", /[bB]?[rR]("""|''')[^]*?\1/y],
  ["string", /[bB]?[rR](["'])(?!\1\1)[^\r\n]*?\1/y],
  ["string", /[bB]?("""|''')(?:\\[^]|[^\\])*?\1/y],
  ["string", /[bB]?(["'])(?!\1\1)(?:\\[^]|[^\\\r\n])*?\1/y],
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
