import type { Issue } from "../report";
import { readFilter } from "../syntax";

/** A part of a filter, or why it cannot be built; `why` fits after a colon. */
export type Part = { readonly text: string } | { readonly why: string } | Issue;

/** Returns `"kafka-admins" in groups`, with the name quoted and escaped as CEL needs it. */
export function groupExpression(name: string): Part {
  if (name === "") {
    return { why: "it is empty" };
  }
  const reading = readFilter(name);
  if (reading.kind === "invalid" && reading.problem.rule === "stringified-output") {
    return reading.problem;
  }
  if (/\p{Surrogate}/u.test(name)) {
    return { why: "it contains half of a character (a lone surrogate), which no filter can contain" };
  }
  return { text: `"${name.replace(TO_ESCAPE, escape)}" in groups` };
}

/** Quotes, backslashes, control characters, and line separators. */
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
