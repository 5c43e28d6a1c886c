import { styleText } from "node:util";
import { escapeUnsafe, oneLine } from "../../provider/errors";
import { andMore } from "../../provider/wire";

/** Prints a line to stderr. */
export function say(text: string): void {
  process.stderr.write(`${oneLine(text)}\n`);
}

/** Returns a value as indented JSON. */
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
