import { groupExpression, type Part } from "./groupExpression";
import { lint } from "../rules";
import { type Node, readFilter } from "../syntax";
import { conditionProblems, DescribedTypes, wholeFilter } from "../types";

/** The operator that the operand is for. */
export type Joint = "||" | "&&" | "!";

/** Returns a filter as an operand, in round brackets only if it needs them. `isExpression` is as in `readFilter`. */
export function operandOf(text: string, joint: Joint, isExpression = false): Part {
  const reading = readFilter(text, isExpression);
  switch (reading.kind) {
    case "group": {
      const part = groupExpression(reading.name);
      return "text" in part ? bracketed(part.text, joint === "!") : part;
    }
    case "expression": {
      const { tree, comments } = reading;
      const [problem] = conditionProblems(wholeFilter(tree), new DescribedTypes(text, tree));
      if (problem !== undefined) {
        return problem;
      }
      // A comment ends with its line, so the bracket needs a new one.
      return comments.length > 0
        ? { text: `(${text}\n)` }
        : bracketed(text.slice(tree.start, tree.end), needsBrackets(tree, joint));
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

function bracketed(text: string, isNeeded: boolean): Part {
  return { text: isNeeded ? `(${text})` : text };
}

function needsBrackets(node: Node, joint: Joint): boolean {
  return (
    node.kind === "conditional" ||
    (node.kind === "chain" && node.operator === "||" && joint === "&&") ||
    (joint === "!" && ["chain", "binary", "negation"].includes(node.kind))
  );
}
