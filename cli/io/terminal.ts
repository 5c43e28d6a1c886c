import { styleText } from "node:util";
import { escapeUnsafe, oneLine } from "../../provider/errors";
import { andMore } from "../../provider/wire";

/** Prints a line for a user on stderr. */
export function say(text: string): void {
  process.stderr.write(`${oneLine(text)}\n`);
}

/** Returns a value as JSON of several lines. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(/[^\n]+/g, escapeUnsafe)}\n`;
}

/** Gives each item a label: its name, and its id too if the name of another one looks the same. */
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

/** Returns the first `max` texts and how many more there are: `a, b and 3 more`. */
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

/** Returns a text in a color if stdout is a terminal and NO_COLOR is not set (https://no-color.org). */
export function paint(style: "bold" | "green" | "red" | "yellow", text: string): string {
  return styleText(style, text, { stream: process.stdout });
}
