/** Returns steps for a shell, each a title and its commands, with numbers: `# 1. See that nothing is left to change:`. */
export function numberedSteps(steps: readonly (readonly string[])[]): string {
  return steps
    .map(([title = "", ...lines], index) => [`# ${index + 1}. ${title}`, ...lines, ""].join("\n"))
    .join("");
}

/**
 * Returns `text` as one word of a POSIX shell, in single quotes if it needs them. If a terminal would obey part of it, the
 * quotes are `$'…'` of bash and zsh, so that a command stays one line and shows what it does.
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
  // Bytes work in any locale. All three digits, so that a digit that follows is not read as part of the escape.
  const octal = (byte: number) => `\\${byte.toString(8).padStart(3, "0")}`;
  return OBEYED.test(character) ? Array.from(Buffer.from(character), octal).join("") : character;
}
