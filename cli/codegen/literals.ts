import { escapeCharacter, escapeUnsafe } from "../../provider/errors";

/** Returns `text` as a TypeScript string literal, in single quotes if that is more readable: '"admins" in groups'. */
export function stringLiteral(text: string): string {
  const literal = inDoubleQuotes(text);
  return text.includes('"') && !text.includes("'")
    ? `'${literal.slice(1, -1).replaceAll('\\"', '"')}'`
    : literal;
}

/**
 * Returns `text` as a quoted HCL template, for Terraform strings and for the keys in addresses. `${` and `%{` would start
 * an expression, so they are escaped by doubling.
 *
 * Source: HCL's native syntax ("Template Expressions").
 */
export function hclText(text: string): string {
  return inDoubleQuotes(text.replace(/([$%])(?=\{)/g, "$1$1"));
}

/** Uses only escapes that both TypeScript and HCL support. */
function inDoubleQuotes(text: string): string {
  const escaped = escapeUnsafe(text.replace(/[\\"]/g, String.raw`\$&`));
  // Spaces are significant in filters, so other Unicode spaces must not look like a plain space.
  return `"${escaped.replace(/(?! )\p{Zs}/gu, escapeCharacter)}"`;
}
