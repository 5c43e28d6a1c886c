/** Shortens a text, and shows invisible characters as in `visible`. */
export function excerpt(text: string): string {
  return visible(text.length > MAX_EXCERPT_CHARACTERS ? `${text.slice(0, MAX_EXCERPT_CHARACTERS)}…` : text);
}

/** Shows invisible characters, line breaks, and special spaces by code point: `<U+00A0>`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `<${codePoint(character)}>`);
}

export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const MAX_EXCERPT_CHARACTERS = 40;

/** Control and format characters, lone surrogates, and all white space but the space. */
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}|(?![\u200D])\p{Cf}/gu;

/** Returns the number of terminal columns of a line. East Asian characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    width += WIDE.test(segment) ? 2 : ZERO_WIDTH.test(segment) ? 0 : 1;
  }
  return width;
}

/** Wide characters of Unicode UAX #11, and emoji. */
const WIDE =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u200D]+$/u;
