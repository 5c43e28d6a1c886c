/** Returns `text` as a literal of TypeScript, in single quotes if that makes a filter readable: '"admins" in groups'. */
export function stringLiteral(text: string): string {
  const literal = inDoubleQuotes(text);
  return text.includes('"') && !text.includes("'")
    ? `'${literal.slice(1, -1).replaceAll('\\"', '"')}'`
    : literal;
}

/**
 * Returns `text` as a quoted template of HCL, for Terraform's texts and the keys in its addresses. `${` and `%{` would
 * begin an expression, so they are doubled.
 *
 * Source: HCL's native syntax ("Template Expressions").
 */
export function hclText(text: string): string {
  return inDoubleQuotes(text.replace(/([$%])(?=\{)/g, "$1$1"));
}

/** Only escapes that TypeScript and HCL both have. */
function inDoubleQuotes(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, String.raw`\$&`)
    .replace(
      UNCLEAR,
      (character) =>
        SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return `"${escaped}"`;
}

/** Characters that a reader cannot see, or that show the rest in another order. A filter is space-sensitive. */
const UNCLEAR = /(?! )[\p{Cc}\p{Cs}\p{Z}\p{Bidi_Control}\u00AD\u200B\u2060\uFEFF]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
