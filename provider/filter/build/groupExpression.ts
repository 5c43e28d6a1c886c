import type { Issue } from "../report";
import { readFilter } from "../syntax";

/** What a filter is built of, or why nothing can be built of it; `why` fits after a colon. */
export type Part = { readonly text: string } | { readonly why: string } | Issue;

/**
 * The expression that a group is among the user's: `"kafka-admins" in groups`. The name is quoted such that CEL reads
 * exactly it, whatever it holds; all that can be seen stays as it is, emoji too.
 */
export function groupExpression(name: string): Part {
  if (name === "") {
    return { why: "it is empty" };
  }
  const reading = readFilter(name);
  if (reading.kind === "invalid" && reading.problem.rule === "stringified-output") {
    return reading.problem;
  }
  if (/\p{Surrogate}/u.test(name)) {
    return { why: "it holds half of a character (a lone surrogate), which no filter can hold" };
  }
  return { text: `"${name.replace(TO_ESCAPE, escape)}" in groups` };
}

/** What would end the quotes, begin an escape, or is not seen: control characters, and separators of lines. */
const TO_ESCAPE = /["\\]|\p{Cc}|[\u2028\u2029]/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function escape(character: string): string {
  return SHORT.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
