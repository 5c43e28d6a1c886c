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
 * an expression, so they are escaped by doubling. Source: HCL's native syntax ("Template Expressions").
 */
export function hclText(text: string): string {
  return inDoubleQuotes(text.replace(/([$%])(?=\{)/g, "$1$1"));
}

/**
 * Returns `text` as a YAML string that Pulumi YAML does not interpolate, in single quotes if that is more readable. A lone
 * surrogate becomes U+FFFD, because YAML has no escape for it.
 */
export function yamlText(text: string): string {
  const literal = inDoubleQuotes(text.replace(/\p{Cs}/gu, "\uFFFD").replace(/\$(?=[${])/g, "$$$$"));
  const printable = literal.replace(/[\uFFFE\uFFFF]/g, escapeCharacter);
  const bare = printable.slice(1, -1).replaceAll('\\"', '"');
  return bare.includes('"') && !/['\\]/.test(bare) ? `'${bare}'` : printable;
}

/** Uses only escapes that TypeScript, HCL, and YAML support. */
function inDoubleQuotes(text: string): string {
  const escaped = escapeUnsafe(text.replace(/[\\"]/g, String.raw`\$&`));
  // Spaces are significant in filters, so other Unicode spaces must not look like a plain space.
  return `"${escaped.replace(/(?! )\p{Zs}/gu, escapeCharacter)}"`;
}
