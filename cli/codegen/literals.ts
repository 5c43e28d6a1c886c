import { escapeCharacter, escapeUnsafe } from "../../provider/errors";

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
  const escaped = escapeUnsafe(text.replace(/[\\"]/g, String.raw`\$&`));
  // A filter is space-sensitive, so another space must not look like a plain one.
  return `"${escaped.replace(/(?! )\p{Zs}/gu, escapeCharacter)}"`;
}
