export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Minimum number of tokens per regular expression. One expression for 4,000 tokens would overflow the stack of its compiler. */
const MIN_CHUNK_LENGTH = 16;

/** The base64 alphabet. The URL-safe variant has - instead of + and _ instead of /. */
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Finds one secret in texts, in one encoding: raw, or as base64 at one alignment. Each character may independently be raw,
 * JSON-escaped (once or several times), percent-encoded (likewise), or an HTML entity.
 */
export class SecretPattern {
  /** Shorter texts cannot contain the secret, because every form of a character has at least one character. */
  readonly minLength: number;
  private readonly head: RegExp;
  private readonly tail: readonly RegExp[];

  /**
   * @param tokens for each character of the secret, itself, or all possible characters if only some of its bits are known
   * @param end a pattern for optional characters after the secret, which are also redacted
   */
  private constructor(tokens: readonly string[], end = "") {
    this.minLength = tokens.length;
    const [head = "", ...tail] = chunkPatterns(tokens, end);
    this.head = new RegExp(head, "g");
    this.tail = tail.map((chunk) => new RegExp(chunk, "y"));
  }

  /** Returns the pattern for the unencoded secret. */
  static raw(secret: string): SecretPattern {
    return new SecretPattern(Array.from(secret));
  }

  /**
   * Returns the pattern for the secret in base64, alone or inside a longer text: the characters at its ends may share bits with
   * adjacent data. `offset` is the number of bytes before the secret, modulo 3.
   */
  static base64(secret: string, offset: 0 | 1 | 2): SecretPattern {
    const length = Buffer.byteLength(secret, "utf8");
    // Once with all other bits 0, and once with all of them 1: bits that differ do not belong to the secret.
    const [low, high] = [0x00, 0xff].map((other) =>
      Buffer.concat([
        Buffer.alloc(offset, other),
        Buffer.from(secret, "utf8"),
        Buffer.alloc(2, other),
      ]).toString("base64"),
    );
    // A base64 character has six bits. Those from `from` to `to` have at least one bit of the secret.
    const [from, to] = [Math.floor((offset * 8) / 6), Math.ceil(((offset + length) * 8) / 6)];
    const tokens = Array.from({ length: to - from }, (_, index) =>
      base64Token(low?.[from + index] ?? "", high?.[from + index] ?? ""),
    );
    return new SecretPattern(tokens, `${characterPattern("=", BACKSLASHES)}{0,2}`);
  }

  /** Returns all occurrences of the secret, including overlapping ones. */
  spansIn(text: string): Span[] {
    const spans: Span[] = [];
    for (let at = 0; ;) {
      this.head.lastIndex = at;
      const found = this.head.exec(text);
      if (found === null) {
        return spans;
      }
      const end = this.endOf(text, this.head.lastIndex);
      if (end !== undefined) {
        spans.push({ start: withBackslashes(text, found.index), end });
      }
      at = found.index + 1;
    }
  }

  /** Returns the end of the secret whose first chunk ends at `at`, or undefined if the rest does not match. */
  private endOf(text: string, at: number): number | undefined {
    let end = at;
    for (const chunk of this.tail) {
      chunk.lastIndex = end;
      if (!chunk.test(text)) {
        return undefined;
      }
      end = chunk.lastIndex;
    }
    return end;
  }
}

/** Returns the start of the escape at `start`: the pattern finds only the last of its backslashes. */
function withBackslashes(text: string, start: number): number {
  let first = start;
  while (text[first] === "\\" && text[first - 1] === "\\" && start - first < MAX_BACKSLASHES) {
    first -= 1;
  }
  return first;
}

/** Returns the base64 characters that match all bits that `low` and `high` have in common. */
function base64Token(low: string, high: string): string {
  const value = BASE64.indexOf(low);
  const knownBits = ~(value ^ BASE64.indexOf(high));
  const fits = (other: number) => (other & knownBits) === (value & knownBits);
  const token =
    low === high
      ? low
      : Array.from(BASE64)
          .filter((_, other) => fits(other))
          .join("");
  return token.replace("+", "+-").replace("/", "/_");
}

/** Returns the patterns of the chunks in order; `end` follows the last. */
function chunkPatterns(tokens: readonly string[], end: string): string[] {
  const patterns: string[] = [];
  for (let start = 0; start < tokens.length;) {
    const cut = chunkEnd(tokens, start);
    const pattern = chunkPattern(tokens.slice(start, cut), start === 0 ? ONE_BACKSLASH : BACKSLASHES);
    patterns.push(cut === tokens.length ? pattern + end : pattern);
    start = cut;
  }
  return patterns;
}

/** A chunk ends only after a character whose end is unambiguous, because a matched chunk is never rematched. */
function chunkEnd(tokens: readonly string[], start: number): number {
  for (let end = start + MIN_CHUNK_LENGTH; end < tokens.length; end += 1) {
    // No form of these characters is a prefix of another form, as % is of %25.
    if (/^[^\\%&\u0080-\uffff]+$/.test(tokens[end - 1] ?? "") && tokens[end - 2] !== "\\") {
      return end;
    }
  }
  return tokens.length;
}

/** @param inFront the pattern of the backslashes before the first token */
function chunkPattern(tokens: readonly string[], inFront: string): string {
  return tokens
    .map((token, index) => {
      const afterBackslash = tokens[index - 1] === "\\";
      if (token === "\\") {
        return afterBackslash ? "" : backslashesPattern(tokens, index);
      }
      return characterPattern(token, index === 0 ? inFront : afterBackslash ? "" : BACKSLASHES);
    })
    .join("");
}

/**
 * Maximum number of backslashes that one becomes, or that precede an escaped character: JSON in JSON in JSON. All repetitions
 * are bounded, because the regular expression engine would run out of memory for 10 MB of backslashes.
 */
const MAX_BACKSLASHES = 8;

/** Returns the pattern of the backslashes of a secret from `start` on, with those that escape the next character. */
function backslashesPattern(tokens: readonly string[], start: number): string {
  const end = tokens.findIndex((token, index) => index > start && token !== "\\");
  const count = (end < 0 ? tokens.length : end) - start;
  const forms = String.raw`\\(?:u005[cC])?|%(?:25){0,3}5[cC]|&(?:amp;){0,3}#(?:0{0,4}92|[xX]0{0,4}5[cC]);`;
  return `(?:${forms}){1,${(count + 1) * MAX_BACKSLASHES}}`;
}

/** Used before the first character, because trying more at each backslash of a long run would be slow. */
const ONE_BACKSLASH = String.raw`\\`;
const BACKSLASHES = String.raw`\\{1,${MAX_BACKSLASHES}}`;

const characterPatterns = new Map<string, string>();

/** @param backslashes the pattern of those before an escape; empty if they have already matched */
function characterPattern(token: string, backslashes: string): string {
  const key = `${backslashes} ${token}`;
  const pattern = characterPatterns.get(key) ?? makePattern(Array.from(token), backslashes);
  characterPatterns.set(key, pattern);
  return pattern;
}

function makePattern(characters: readonly string[], backslashes: string): string {
  const entities = characters.flatMap(entityForms);
  // The raw form comes last, because an encoded % begins with a raw one.
  return `(?:${[
    `${backslashes}(?:${characters.flatMap(jsonForms).join("|")})`,
    ...characters.map(percentForm),
    ...(entities.length === 0 ? [] : [`&(?:amp;){0,3}(?:${entities.join("|")});`]),
    ...characters.flatMap(rawForms),
  ].join("|")})`;
}

/** Returns the unencoded forms. Headers arrive as Latin-1, and a body is decoded with the charset of the response. */
function rawForms(character: string): string[] {
  const bytes = Buffer.from(character, "utf8");
  const forms = [character, bytes.toString("latin1"), new TextDecoder("windows-1252").decode(bytes)];
  return [...new Set(forms.map(literally)), ...(character === " " ? ["\\+"] : [])];
}

/** Returns the forms after the backslashes: a short escape, or the code of each UTF-16 unit. */
function jsonForms(character: string): string[] {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  const short = character === "/" ? "\\/" : /^"\\([^u\\])"$/.exec(JSON.stringify(character))?.[1];
  return [
    ...(short === undefined ? [] : [short]),
    units.map((unit) => `u${inHex(unit, 4)}`).join(BACKSLASHES),
  ];
}

function percentForm(character: string): string {
  return Array.from(Buffer.from(character, "utf8"), (byte) => `%(?:25){0,3}${inHex(byte, 2)}`).join("");
}

/** Returns the entities without the ampersand and semicolon. No library escapes letters and digits. */
function entityForms(character: string): string[] {
  const code = character.codePointAt(0) ?? 0;
  const name = ENTITIES[character];
  return /[a-z\d]/i.test(character)
    ? []
    : [`#0{0,4}${code}`, `#[xX]0{0,4}${inHex(code, 1)}`, ...(name === undefined ? [] : [name])];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '"': "quot",
  "&": "amp",
  "'": "apos",
  "<": "lt",
  ">": "gt",
};

function inHex(value: number, digits: number): string {
  const hex = value.toString(16).padStart(digits, "0");
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
