import { styleText } from "node:util";
import { escapeUnsafe, oneLine } from "../../provider/errors";

/** Prints a line for a user on stderr. */
export function say(text: string): void {
  process.stderr.write(`${oneLine(text)}\n`);
}

/** Returns a value as JSON of several lines. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(/[^\n]+/g, escapeUnsafe)}\n`;
}

/** Returns the first `max` texts and how many more there are: `a, b and 3 more`. */
export function listed(texts: readonly string[], max: number, hint = ""): string {
  const more = texts.length > max ? ` and ${texts.length - max} more${hint}` : "";
  return `${texts.slice(0, max).join(", ")}${more}`;
}

/** `1 group mapping`, `2 group mappings` */
export function groupMappings(count: number): string {
  return `${count} group mapping${count === 1 ? "" : "s"}`;
}

export function linesIf(condition: boolean, ...lines: string[]): string[] {
  return condition ? lines : [];
}

/** Returns a text in a color if stdout is a terminal and NO_COLOR is not set (https://no-color.org). */
export function paint(style: "bold" | "green" | "red" | "yellow", text: string): string {
  return styleText(style, text, { stream: process.stdout });
}
