import type { Issue } from "./report";
import { lint } from "./rules";
import { type Node, readFilter } from "./syntax";
import { conditionProblems, DescribedTypes, wholeFilter } from "./types";

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

const TO_ESCAPE = /["\\]|\p{Cc}|[\u2028\u2029]/gu;

function escape(character: string): string {
  // JSON escapes the others as CEL does.
  return /["\\\n\r\t]/.test(character)
    ? JSON.stringify(character).slice(1, -1)
    : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

export type Joint = "||" | "&&" | "!";

/** Returns a filter as an operand, in round brackets only if it needs them. `isExpression` is as in `readFilter`. */
export function operandOf(text: string, joint: Joint, isExpression = false): Part {
  const reading = readFilter(text, isExpression);
  switch (reading.kind) {
    case "group": {
      const part = groupExpression(reading.name);
      return "text" in part && joint === "!" ? { text: `(${part.text})` } : part;
    }
    case "expression": {
      const { tree, comments } = reading;
      const [problem] = conditionProblems(wholeFilter(tree), new DescribedTypes(text, tree));
      if (problem !== undefined) {
        return problem;
      }
      // A comment ends with its line, so the bracket needs a new one.
      if (comments.length > 0) {
        return { text: `(${text}\n)` };
      }
      const written = text.slice(tree.start, tree.end);
      return { text: needsBrackets(tree, joint) ? `(${written})` : written };
    }
    case "invalid": {
      const [problem = reading.problem] = lint(text).failures;
      return problem;
    }
    case "skipped":
      return { why: `it ${reading.why}` };
  }
}

/** Returns the opposite of a filter. For `true` it is `false`, because `!true` reads as a group name. */
export function oppositeOf(text: string, isExpression = false): Part {
  if (text === "true" || text === "false") {
    return { text: text === "true" ? "false" : "true" };
  }
  const operand = operandOf(text, "!", isExpression);
  return "text" in operand ? { text: `!${operand.text}` } : operand;
}

function needsBrackets(node: Node, joint: Joint): boolean {
  return (
    node.kind === "conditional" ||
    (node.kind === "chain" && node.operator === "||" && joint === "&&") ||
    (joint === "!" && ["chain", "binary", "negation"].includes(node.kind))
  );
}
