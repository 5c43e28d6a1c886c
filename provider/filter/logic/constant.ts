import { ERROR, Evaluator, CelError, FALSE, type Outcomes, TRUE } from "../evaluation";
import { boundName, childrenOf, isGroups, keyOf, type Node } from "../syntax";

/** Steps that a condition without a variable may take; one that anybody writes takes some ten. */
const MAX_STEPS = 1_000;

/** What a condition comes to for every user; undefined where that depends on the user, or is not known. */
export function constantOf(node: Node): Outcomes | undefined {
  if (node.kind === "chain" || node.kind === "not" || node.kind === "conditional") {
    // Of several conditions each is looked at by itself.
    return undefined;
  }
  if (isClosed(node, new Set())) {
    const result = new Evaluator().run(node, { groups: [], claims: undefined }, MAX_STEPS);
    return typeof result === "boolean"
      ? result
        ? TRUE
        : FALSE
      : result instanceof CelError
        ? ERROR
        : undefined;
  }
  return isTautology(node) ? TRUE : undefined;
}

/** Whether evaluating the node ends with a value for every user: a user's groups are always known. */
export function neverErrs(node: Node): boolean {
  return (
    node.kind === "literal" ||
    isGroups(node) ||
    (node.kind === "list" && node.elements.every(neverErrs)) ||
    (node.kind === "binary" &&
      NEVER_ERRING.has(node.operator) &&
      (node.operator !== "in" || isList(node.right)) &&
      neverErrs(node.left) &&
      neverErrs(node.right))
  );
}

const NEVER_ERRING: ReadonlySet<string> = new Set(["in", "==", "!="]);

function isList(node: Node): boolean {
  return node.kind === "list" || node.kind === "variable";
}

/** Whether it holds no variable but those that its own macros bind. */
function isClosed(node: Node, bound: ReadonlySet<string>): boolean {
  if (node.kind === "variable") {
    return bound.has(node.name);
  }
  if (node.kind !== "call") {
    return childrenOf(node).every((child) => isClosed(child, bound));
  }
  const name = boundName(node);
  const inner = name === undefined ? bound : new Set([...bound, name]);
  return (
    (node.target === undefined || isClosed(node.target, bound)) &&
    node.args.every((argument) => isClosed(argument, inner))
  );
}

/** `groups == groups`, `groups in [groups]`: the same value, whatever it is. */
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
