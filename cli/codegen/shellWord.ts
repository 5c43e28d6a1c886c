/**
 * `text` as one word of a POSIX shell: in single quotes where it holds more than plain characters. Where it holds what a
 * terminal would obey, in the quotes `$'…'` of bash and zsh: so that a command stays one line, and shows what it does.
 */
export function shellWord(text: string): string {
  if (OBEYED.test(text)) {
    return `$'${Array.from(text, escaped).join("")}'`;
  }
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const OBEYED = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

function escaped(character: string): string {
  if (character === "'" || character === "\\") {
    return `\\${character}`;
  }
  // By the byte, for any locale; of full length, so that a digit that follows is not read as part of it.
  const octal = (byte: number) => `\\${byte.toString(8).padStart(3, "0")}`;
  return OBEYED.test(character) ? Array.from(Buffer.from(character), octal).join("") : character;
}
