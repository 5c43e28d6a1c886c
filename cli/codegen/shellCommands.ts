import { escapeUnsafe, UNSAFE } from "../../provider/errors";

/** Returns steps for a shell, each a title and its commands, with numbers: `# 1. See that nothing is left to change:`. */
export function numberedSteps(steps: readonly (readonly string[])[]): string {
  const lines = steps.flatMap(([title = "", ...more], index) => [`# ${index + 1}. ${title}`, ...more]);
  return lines.map((line) => `${escapeUnsafe(line)}\n`).join("");
}

/**
 * Returns `text` as one word of a POSIX shell, in single quotes if it needs them. If part of it is unsafe to show, the
 * quotes are `$'…'` of bash and zsh, so that a command stays one line and shows what it does.
 */
export function shellWord(text: string): string {
  if (escapeUnsafe(text) !== text) {
    return `$'${text.replace(/['\\]/g, octalBytes).replace(UNSAFE, octalBytes)}'`;
  }
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Bytes work in any locale. All three digits, so that a digit that follows is not read as part of the escape. */
function octalBytes(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}
