import { escapeUnsafe, UNSAFE } from "../../provider/errors";

/** Numbers steps for a shell, each with a title and its commands: `# 1. Verify that no changes are planned:`. */
export function numberedSteps(steps: readonly (readonly string[])[]): string {
  const lines = steps.flatMap(([title = "", ...more], index) => [`# ${index + 1}. ${title}`, ...more]);
  return lines.map((line) => `${escapeUnsafe(line)}\n`).join("");
}

/**
 * Returns `text` as one word for a POSIX shell, in single quotes if necessary. Text with unsafe characters is written as
 * `$'…'` (bash and zsh), so that the command stays on one line and its characters are visible.
 */
export function shellWord(text: string): string {
  if (escapeUnsafe(text) !== text) {
    return `$'${text.replace(/['\\]/g, octalBytes).replace(UNSAFE, octalBytes)}'`;
  }
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Bytes work in any locale. Always three digits, so that a following digit is not read as part of the escape. */
function octalBytes(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}
