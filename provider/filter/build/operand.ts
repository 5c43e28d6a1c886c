import { groupExpression } from "./groupExpression";
import type { Part } from "./groupExpression";
import { type Node, readFilter } from "../syntax";

/** What an operand is joined by. */
export type Joint = "||" | "&&" | "!";

/** How tightly a node holds together; a larger number needs fewer brackets. */
const ATOM = 5;
const RELATION = 3;
const AND = 2;
const OR = 1;
const CONDITIONAL = 0;

/** How tightly an operand has to hold together to need no brackets. */
const NEEDED: Readonly<Record<Joint, number>> = { "||": OR, "&&": AND, "!": ATOM };

/**
 * A filter as an operand of another one, in round brackets where it needs them and nowhere else: an expression as it is
 * written, a group's identifier as the expression that the group is among the user's.
 */
export function operandOf(text: string, joint: Joint): Part {
  const reading = readFilter(text);
  switch (reading.kind) {
    case "group": {
      const part = groupExpression(reading.name);
      return "text" in part ? bracketed(part.text, joint === "!") : part;
    }
    case "expression": {
      const { tree, comments } = reading;
      // A comment goes to the end of its line: a bracket behind it would be a part of it.
      return comments.length > 0
        ? { text: `(${text}\n)` }
        : bracketed(text.slice(tree.start, tree.end), tightness(tree) < NEEDED[joint]);
    }
    case "invalid": {
      const { message, suggestion } = reading.problem;
      return { why: `${message}. ${suggestion}` };
    }
    case "skipped":
      return { why: `it ${reading.why}` };
  }
}

/**
 * The opposite of a filter. Of `true` it is `false` and not `!true`, which is as good as any name of a group: nothing in
 * it says that it is an expression.
 */
export function oppositeOf(text: string): Part {
  if (text === "true" || text === "false") {
    return { text: text === "true" ? "false" : "true" };
  }
  const operand = operandOf(text, "!");
  return "text" in operand ? { text: `!${operand.text}` } : operand;
}

function bracketed(text: string, isNeeded: boolean): Part {
  return { text: isNeeded ? `(${text})` : text };
}

function tightness(node: Node): number {
  if (node.kind === "chain") {
    return node.operator === "||" ? OR : AND;
  }
  return node.kind === "conditional"
    ? CONDITIONAL
    : node.kind === "binary" || node.kind === "negation"
      ? RELATION
      : ATOM;
}
