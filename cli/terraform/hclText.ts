/**
 * Returns `text` as a quoted template of HCL, for Terraform's texts and the keys in its addresses. `${` and `%{` would
 * begin an expression, so they are doubled.
 *
 * Source: HCL's native syntax ("Template Expressions"), and `toHCLQuotedString` of Terraform.
 */
export function hclText(text: string): string {
  const inner = text
    .replace(/[\\"]/g, String.raw`\$&`)
    .replace(/([$%])(?=\{)/g, "$1$1")
    .replace(
      /[^\P{C}\p{Cn}]|(?! )\p{Z}/gu,
      (character: string) => SHORT_ESCAPES[character] ?? escapeOf(character),
    );
  return `"${inner}"`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Four digits or, beyond the basic plane, eight. */
function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
}
