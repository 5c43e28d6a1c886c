/** A part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One character of a secret with the backslashes in front of it, or all the characters that it may be if only some of its
 * bits are known.
 */
type Token = string;

/** The alphabet of base64. The URL-safe one has - for + and _ for /. */
const BASE64 = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

/**
 * Finds one secret in texts, in one encoding: raw, or as base64 at one alignment.
 *
 * Each of its characters may be raw, JSON-escaped (once or several times over), percent-encoded (the same), or an HTML
 * entity, whatever the characters beside it are. A character may end at several places, because %25 begins with %: so
 * the search follows all of them, one character of the secret at a time.
 */
export class SecretPattern {
  /** Shorter texts do not contain the secret, because no form of a character is shorter than one character. */
  readonly minLength: number;
  private readonly beginning: RegExp;
  private readonly forms: readonly (readonly RegExp[])[];

  private constructor(
    tokens: readonly Token[],
    private readonly maxPadding = 0,
  ) {
    this.minLength = tokens.length;
    // With one backslash, because it takes long to try more of them at each backslash of a long run.
    this.beginning = new RegExp(formsOf(tokens[0] ?? "", ONE_BACKSLASH).join("|"), "g");
    this.forms = tokens.map(stickyFormsOf);
  }

  /** The secret as it is. */
  static raw(secret: string): SecretPattern {
    return new SecretPattern(secret.match(/\\*[^\\]|\\+/gu) ?? []);
  }

  /**
   * The secret in base64, alone or inside a longer text.
   *
   * The characters at both ends may share their bits with what is beside the secret. They match by the bits of the
   * secret alone, so at each alignment all bits of the secret count: even a short secret is no more likely to match by
   * chance than it is raw, and no minimum length is needed beyond that of any secret.
   *
   * @param offset bytes before the secret, modulo 3
   */
  static base64(secret: string, offset: 0 | 1 | 2): SecretPattern {
    const length = Buffer.byteLength(secret, "utf8");
    // Once with all other bits 0, and once with all of them 1: what differs is not of the secret.
    const [low = "", high = ""] = [0x00, 0xff].map((other) =>
      Buffer.concat([
        Buffer.alloc(offset, other),
        Buffer.from(secret, "utf8"),
        Buffer.alloc(2, other),
      ]).toString("base64"),
    );
    // A character of base64 holds six bits. Those from `from` to `to` hold at least one bit of the secret.
    const [from, to] = [Math.floor((offset * 8) / 6), Math.ceil(((offset + length) * 8) / 6)];
    const tokens = Array.from({ length: to - from }, (_, index) =>
      base64Token(low.charAt(from + index), high.charAt(from + index)),
    );
    return new SecretPattern(tokens, 2);
  }

  /** Returns every place where the secret is, overlapping ones too. */
  spansIn(text: string): Span[] {
    const spans: Span[] = [];
    for (let at = 0; ;) {
      this.beginning.lastIndex = at;
      const found = this.beginning.exec(text);
      if (found === null) {
        return spans;
      }
      const end = this.endIn(text, found.index);
      if (end !== undefined) {
        spans.push({ start: withBackslashes(text, found.index), end });
      }
      at = found.index + 1;
    }
  }

  /** Returns the end of the secret that starts at `start`, or undefined if something else starts there. */
  private endIn(text: string, start: number): number | undefined {
    let ends: readonly number[] = [start];
    for (const forms of this.forms) {
      ends = endsOf(forms, text, ends);
      if (ends.length === 0) {
        return undefined;
      }
    }
    let end = Math.max(...ends);
    for (let padding = 0; padding < this.maxPadding; padding += 1) {
      end = Math.max(end, ...endsOf(stickyFormsOf("="), text, [end]));
    }
    return end;
  }
}

/** Returns where the escape at `start` begins: the pattern finds only the last of its backslashes. */
function withBackslashes(text: string, start: number): number {
  let first = start;
  while (text[first] === "\\" && text[first - 1] === "\\" && start - first < MAX_BACKSLASHES) {
    first -= 1;
  }
  return first;
}

/** Returns the characters of base64 that `low` and `high` may stand for: those with all bits that both have. */
function base64Token(low: string, high: string): Token {
  const value = BASE64.indexOf(low);
  const knownBits = ~(value ^ BASE64.indexOf(high));
  return BASE64.filter((_, other) => (other & knownBits) === (value & knownBits))
    .join("")
    .replace("+", "+-")
    .replace("/", "/_");
}

/** Returns every place where a token ends that starts at one of `starts`. */
function endsOf(forms: readonly RegExp[], text: string, starts: readonly number[]): readonly number[] {
  const ends: number[] = [];
  for (const form of forms) {
    for (const start of starts) {
      form.lastIndex = start;
      if (form.test(text) && !ends.includes(form.lastIndex)) {
        ends.push(form.lastIndex);
      }
    }
  }
  return ends;
}

/**
 * The most backslashes that one becomes, or that are in front of an escaped character: JSON in JSON in JSON.
 *
 * This and all other repetitions are bounded, because the engine keeps a place to go back to for each round, and would
 * run out of memory for them in a body of 10 MB of backslashes.
 */
const MAX_BACKSLASHES = 8;
const ONE_BACKSLASH = String.raw`\\`;
const BACKSLASHES = String.raw`\\{1,${MAX_BACKSLASHES}}`;

const stickyForms = new Map<Token, readonly RegExp[]>();

/** Returns the forms of a token, as expressions each of which finds one place at most where the token ends. */
function stickyFormsOf(token: Token): readonly RegExp[] {
  const known = stickyForms.get(token);
  if (known !== undefined) {
    return known;
  }
  const forms = formsOf(token, BACKSLASHES);
  // One expression is faster, if no form begins with another.
  const patterns = /[\\%&\u0080-\uffff]/.test(token) ? forms : [forms.join("|")];
  const made = patterns.map((pattern) => new RegExp(pattern, "y"));
  stickyForms.set(token, made);
  return made;
}

/** @param backslashes the pattern of those in front of an escape */
function formsOf(token: Token, backslashes: string): string[] {
  const characters = Array.from(token.replace(/^\\+/, ""));
  const run = token.length - characters.join("").length;
  if (characters.length === 0) {
    return runForms(run);
  }
  const entities = characters.flatMap(entityForms);
  const forms = [
    `${run === 0 ? backslashes : ""}(?:${characters.flatMap(jsonForms).join("|")})`,
    ...characters.map(percentForm),
    ...(entities.length === 0 ? [] : [`&(?:amp;){0,3}(?:${entities.join("|")});`]),
    ...characters.flatMap(rawForms),
    ...characters.flatMap(repeatedForms),
  ];
  return run === 0 ? forms : runForms(run).flatMap((inFront) => forms.map((form) => inFront + form));
}

/**
 * The backslashes of a secret. They match together with those in front of the character that follows, because the end of
 * each one is not known: as many as possible, or as few.
 */
function runForms(count: number): string[] {
  const one = String.raw`\\(?:u005[cC])?|%(?:25){0,3}5[cC]|&(?:amp;){0,3}#(?:0{0,4}92|[xX]0{0,4}5[cC]);`;
  const run = `(?:${one}){1,${(count + 1) * MAX_BACKSLASHES}}`;
  return [run, `${run}?`];
}

/** The forms of which each begins with the one before it: %, %25, %2525. */
function repeatedForms(character: string): string[] {
  const more = { "%": "25", "&": "amp;" }[character];
  return more === undefined ? [] : [1, 2, 3, 4].map((times) => `${character}(?:${more}){${times}}`);
}

/** The character as it is. Headers arrive as Latin-1, and a body is decoded as the charset that the response names. */
function rawForms(character: string): string[] {
  const bytes = Buffer.from(character, "utf8");
  const forms = [character, bytes.toString("latin1"), new TextDecoder("windows-1252").decode(bytes)];
  return [...new Set(forms.map(literally)), ...(character === " " ? ["\\+"] : [])];
}

/** What follows the backslashes: a short escape, or the code of each UTF-16 unit. */
function jsonForms(character: string): string[] {
  const units = Array.from({ length: character.length }, (_, at) => inHex(character.charCodeAt(at), 4));
  const short = JSON.stringify(character).slice(1, -1).replace(/^\//, "\\/");
  return [
    ...(short.startsWith("\\") ? [literally(short.slice(1))] : []),
    units.map((unit) => `u${unit}`).join(BACKSLASHES),
  ];
}

function percentForm(character: string): string {
  return Array.from(Buffer.from(character, "utf8"), (byte) => `%(?:25){0,3}${inHex(byte, 2)}`).join("");
}

/** Without the ampersand and the semicolon. No library escapes letters and digits. */
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
