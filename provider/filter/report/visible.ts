/** A piece of a filter as a message shows it: not too long, and with nothing invisible in it. */
export function excerpt(text: string): string {
  const short = text.length > MAX_EXCERPT_CHARACTERS ? `${text.slice(0, MAX_EXCERPT_CHARACTERS)}…` : text;
  return visible(short);
}

/** What cannot be seen, or not be told from a space, is named: `<U+00A0>`. Line breaks and tabs too. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `<${codePoint(character)}>`);
}

/** `U+00A0` */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const MAX_EXCERPT_CHARACTERS = 40;

/** Control and format characters, halves of characters, and all white space but the space. */
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}|(?![\u200D])\p{Cf}/gu;
