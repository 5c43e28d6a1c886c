/** A token of a filter, with offsets in UTF-16 units. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type TokenKind =
  | "name"
  | "quoted name"
  | "number"
  /** A string or bytes literal with its closing quote and its prefix. */
  | "string"
  | "symbol"
  /** A token that is not CEL: `&`, `===`, a typographic quote, an unclosed quote, letters outside ASCII, … */
  | "stray";

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

export interface Comment {
  /** Without the slashes and surrounding white space. */
  readonly text: string;
  /** The number of tokens before it, without round brackets. */
  readonly after: number;
}

/** Splits a text into tokens by CEL's grammar. Whatever is not CEL becomes a stray token, as does an unclosed quote. */
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

const PATTERNS: readonly (readonly [PieceKind, RegExp])[] = [
  // CEL allows form feeds as white space, but no filter may contain one.
  ["blank", /[ \t\r\n\f]+/y],
  ["comment", /\/\/[^\n]*/y],
  // Raw strings first, then strings with escapes. Three quotes always begin a multi-line string.
  ["string", /[bB]?[rR]("""|''')[^]*?\1/y],
  ["string", /[bB]?[rR](["'])(?!\1\1)[^\r\n]*?\1/y],
  ["string", /[bB]?("""|''')(?:\\[^]|[^\\])*?\1/y],
  ["string", /[bB]?(["'])(?!\1\1)(?:\\[^]|[^\\\r\n])*?\1/y],
  ["name", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["quoted name", /`[A-Za-z0-9_.\-/ ]+`/y],
  // `9efcf0ab-9227-…` is a GUID and `2fa` a name, but `1in` is two tokens.
  [
    "number",
    /(?:0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[uU]?(?!(?!in\b)\w)/y,
  ],
  // Whole runs, so that `===` and `&&&` are one mistake each.
  ["symbol", /(?:[!=]=|&&|\|\|)(?![=&|])|[<>]=(?!=)|<(?![=>])|[!>](?!=)|[+\-*/%()[\]{}.,:?]/y],
  ["stray", /[!<>]=+|=[<>]|=+|<>|&+|\|+|[\p{L}\p{M}\p{N}_]+/uy],
];
