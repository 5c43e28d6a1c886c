import { CelError, ERROR, Evaluator, FALSE, type Outcomes, TRUE } from "../evaluation";
import { isGroups, keyOf, type Node } from "../syntax";

/** Steps for a condition without a variable. Real ones take about ten. */
const MAX_STEPS = 1_000;

const evaluator = new Evaluator();

/** Returns the outcome that a condition has for every user, or undefined. */
export function constantOf(node: Node): Outcomes | undefined {
  const result = evaluator.run(node, {}, MAX_STEPS);
  if (typeof result === "boolean") {
    return result ? TRUE : FALSE;
  }
  if (result instanceof CelError) {
    return ERROR;
  }
  return isTautology(node) ? TRUE : undefined;
}

/** Whether a node has a value, and not an error, for every user. The groups of a user are always known. */
export function neverErrs(node: Node): boolean {
  return (
    node.kind === "literal" ||
    isGroups(node) ||
    (node.kind === "list" && node.elements.every(neverErrs)) ||
    (node.kind === "binary" &&
      NEVER_ERRING.has(node.operator) &&
      (node.operator !== "in" || node.right.kind === "list" || isGroups(node.right)) &&
      neverErrs(node.left) &&
      neverErrs(node.right))
  );
}

const NEVER_ERRING: ReadonlySet<string> = new Set(["in", "==", "!="]);

/** `groups == groups`, `groups in [groups]` */
function isTautology(node: Node): boolean {
  if (node.kind !== "binary" || !neverErrs(node)) {
    return false;
  }
  const { operator, left, right } = node;
  const isLeft = (other: Node) => keyOf(other) === keyOf(left);
  return operator === "=="
    ? isLeft(right)
    : operator === "in" && right.kind === "list" && right.elements.some(isLeft);
}
