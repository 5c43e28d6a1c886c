import { groupExpression, type Part } from "./groupExpression";
import { lint } from "../rules";
import { type Node, readFilter } from "../syntax";
import { conditionProblems, DescribedTypes, wholeFilter } from "../types";

/** What an operand is joined by. */
export type Joint = "||" | "&&" | "!";

/**
 * A filter as an operand of another one, in round brackets where it needs them and nowhere else: an expression as it is
 * written, a group's identifier as the expression that the group is among the user's. `isExpression` is that of `readFilter`.
 */
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
      // A comment goes to the end of its line: a bracket behind it would be a part of it.
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

/**
 * The opposite of a filter. Of `true` it is `false` and not `!true`, which is as good as any name of a group: nothing in
 * it says that it is an expression.
 */
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
