import { presentable } from "../../provider/errors/providerError";

/** A name on one line, without what a terminal would obey. */
export function oneLine(name: string): string {
  return presentable(name).replace(/\s/g, " ");
}

/** Names in a row; one that holds a comma is quoted, so that it does not pass for two. */
export function inRow(names: readonly string[]): string {
  return names.map((name) => (name.includes(",") ? JSON.stringify(oneLine(name)) : oneLine(name))).join(", ");
}
