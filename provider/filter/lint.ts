import {
  branchWarnings,
  escapeWarnings,
  groupWarnings,
  lengthWarnings,
  nameWarnings,
  quotedTextWarnings,
  truthWarnings,
} from "./rules";
import type { Problem } from "./report";
import { readFilter } from "./syntax";
import { tokensOf } from "./lexer";
import { typeProblems } from "./types";

/** What is to be said about a filter before it is sent. */
export interface Findings {
  /** What cannot work. */
  readonly failures: readonly Problem[];
  /** What works and may not be meant; only where there is no failure. */
  readonly warnings: readonly Problem[];
}

/** Judges a filter text. Never throws, and takes a bounded time, whatever the text is. */
export function lint(text: string): Findings {
  const reading = readFilter(text);
  switch (reading.kind) {
    case "broken":
      return { failures: [reading.problem], warnings: [] };
    case "unread":
      return { failures: [], warnings: [unread(text, reading.why)] };
    case "group":
      return {
        failures: [],
        warnings: [...groupWarnings(text, tokensOf(text)), ...lengthWarnings(text)],
      };
    case "expression": {
      const { tree } = reading;
      const failures = typeProblems(text, tree);
      const warnings = () => [
        ...truthWarnings(text, tree),
        ...branchWarnings(text, tree),
        ...quotedTextWarnings(text, tree),
        ...nameWarnings(text, tree),
        ...escapeWarnings(tokensOf(text).tokens),
        ...lengthWarnings(text),
      ];
      return { failures, warnings: failures.length > 0 ? [] : warnings() };
    }
  }
}

function unread(text: string, why: string): Problem {
  return {
    rule: "unread",
    message: `the filter was not checked: it ${why}`,
    suggestion: "It is sent as it stands",
    start: 0,
    end: text.length,
  };
}
