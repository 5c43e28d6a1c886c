/**
 * `text` as a string literal of JavaScript and TypeScript, in the quotes that need fewer escapes; double ones where it
 * makes no difference, as Prettier has it.
 *
 * What a reader could not see, or what would show the rest in another order, stands as an escape: control characters,
 * blanks that are no space, half characters, marks that turn the direction of writing. A filter is space-sensitive.
 */
export function stringLiteral(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  const inner = text.replace(
    /[\\"']|(?! )[\p{Cc}\p{Cs}\p{Z}\p{Bidi_Control}\u00AD\u200B\u2060\uFEFF]/gu,
    (character) => {
      switch (character) {
        case "\n":
          return "\\n";
        case "\r":
          return "\\r";
        case "\t":
          return "\\t";
        case "\\":
          return "\\\\";
        case '"':
        case "'":
          return character === quote ? `\\${quote}` : character;
        default:
          return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
      }
    },
  );
  return `${quote}${inner}${quote}`;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
