/** Shortens a text, and shows invisible characters as in `visible`. */
export function excerpt(text: string): string {
  const short = text.length > MAX_EXCERPT_CHARACTERS ? `${text.slice(0, MAX_EXCERPT_CHARACTERS)}…` : text;
  return visible(short);
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
