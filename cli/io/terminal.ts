import { styleText } from "node:util";
import { CommanderError } from "commander";
import { escapeUnsafe, oneLine, sanitizeForDisplay, shownMessage, withCode } from "../../provider/errors";
import { andMore } from "../../provider/wire";

export function say(text: string): void {
  process.stderr.write(`${oneLine(text)}\n`);
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(/[^\n]+/g, escapeUnsafe)}\n`;
}

/** Adds a label to each item: its name, and also its id if another name looks the same. */
export function labeled<Item extends { name: string; id?: string | undefined; resource?: string }>(
  items: readonly Item[],
) {
  const look = (text: string) => oneLine(text).replace(/\s+/g, " ").trim();
  const withId = items.map(({ name, id, resource }, index) => `${name} (${id ?? resource ?? index + 1})`);
  const looks = [...items.map(({ name }) => name), ...withId].map(look);
  return items.map((item, index) => {
    const isUnique = looks.indexOf(looks[index] ?? "") === looks.lastIndexOf(looks[index] ?? "");
    return { ...item, label: (isUnique ? undefined : withId[index]) ?? item.name };
  });
}

/** Returns the first `max` strings and the number of the others: `a, b and 3 more`. */
export function listed(texts: readonly string[], max: number, hint = ""): string {
  return [texts.slice(0, max).join(", "), ...andMore(texts.length, max, hint)].join(" ");
}

/** `1 group mapping`, `2 group mappings` */
export function groupMappings(count: number): string {
  return `${count} group mapping${count === 1 ? "" : "s"}`;
}

export function linesIf(condition: boolean, ...lines: string[]): string[] {
  return condition ? lines : [];
}

/** Colors a string if stdout is a terminal and NO_COLOR is not set (https://no-color.org). */
export function paint(style: "bold" | "green" | "red" | "yellow", text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

export const EXIT_CODES = `
Exit code:
  0    success
  1    failure: invalid filter, API error, missing group mapping, or file that cannot be written
  2    usage error: invalid options, or an input file that cannot be read or has the wrong format
  130  interrupted`;

/** Invalid options, or an input file that cannot be read or has the wrong format. The message says what to do. */
export class UsageError extends Error {}

export function reportError(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has already printed the message. --help and --version also throw this error.
    return error.exitCode === 0 ? 0 : 2;
  }
  const isUsage = error instanceof UsageError;
  const shown = isUsage ? withCode(error.message, "usage") : shownMessage(error);
  process.stderr.write(`${sanitizeForDisplay(shown)}\n`);
  return isUsage ? 2 : 1;
}
