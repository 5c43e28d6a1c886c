import { keyOf } from "./keyOf";
import { ERROR, FALSE, type Outcomes, TRUE } from "./outcomes";
import type { Literal, Node } from "./tree";

/** The logical skeleton of a condition. Equal atoms have the same number. */
export type Formula =
  | { readonly kind: "constant"; readonly outcome: Outcomes; readonly node: Node }
  | { readonly kind: "atom"; readonly atom: number; readonly node: Node }
  | { readonly kind: "not"; readonly operand: Formula; readonly node: Node }
  | {
      readonly kind: "chain";
      readonly operator: "&&" | "||";
      readonly operands: readonly Formula[];
      readonly node: Node;
    }
  | {
      readonly kind: "conditional";
      readonly parts: readonly [Formula, Formula, Formula];
      readonly node: Node;
    };

export interface Skeleton {
  readonly formula: Formula;
  /** What each atom may come to: true or false, or an error too, where the atom is not one that never errs. */
  readonly atoms: readonly Outcomes[];
  /** Whether an atom occurs more than once, or a constant at all: otherwise no part of it decides another. */
  readonly isEntangled: boolean;
}

/** The skeleton of a tree, with at most `most` atoms; undefined where it has more. */
export function formulaOf(tree: Node, most: number): Skeleton | undefined {
  const atoms = new Map<string, { readonly atom: number; readonly outcomes: Outcomes }>();
  let isEntangled = false;
  const leaf = (node: Node): Formula => {
    const constant = constantOf(node);
    if (constant !== undefined) {
      isEntangled = true;
      return { kind: "constant", outcome: constant ? TRUE : FALSE, node };
    }
    const key = keyOf(node);
    const known = atoms.get(key);
    isEntangled ||= known !== undefined;
    const { atom } = known ?? { atom: atoms.size };
    atoms.set(key, { atom, outcomes: TRUE | FALSE | (neverErrs(node) ? 0 : ERROR) });
    return { kind: "atom", atom, node };
  };
  const visit = (node: Node): Formula => {
    if (node.kind === "chain") {
      return { kind: "chain", operator: node.operator, operands: node.operands.map(visit), node };
    }
    if (node.kind === "not") {
      return { kind: "not", operand: visit(node.operand), node };
    }
    if (node.kind === "conditional") {
      isEntangled = true;
      return {
        kind: "conditional",
        parts: [visit(node.condition), visit(node.then), visit(node.otherwise)],
        node,
      };
    }
    return leaf(node);
  };
  const formula = visit(tree);
  return atoms.size > most
    ? undefined
    : { formula, atoms: [...atoms.values()].map(({ outcomes }) => outcomes), isEntangled };
}

/** Whether evaluating the node ends with a value for every user: a user's groups are always known. */
function neverErrs(node: Node): boolean {
  return (
    node.kind === "literal" ||
    (node.kind === "variable" && node.name === "groups") ||
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

/** What a condition without a variable comes to; undefined where it is none of the kinds that need no evaluator. */
function constantOf(node: Node): boolean | undefined {
  if (node.kind === "literal") {
    return node.type === "bool" ? node.value : undefined;
  }
  if (node.kind !== "binary") {
    return undefined;
  }
  const { operator, left, right } = node;
  if (operator === "in" && right.kind === "list") {
    const equal = right.elements.map((element) => areEqual(left, element));
    return equal.includes(true) ? true : equal.includes(undefined) ? undefined : false;
  }
  const equal = operator === "==" || operator === "!=" ? areEqual(left, right) : undefined;
  return equal === undefined ? undefined : equal === (operator === "==");
}

/** Whether two nodes have the same value for every user; undefined where that depends. */
function areEqual(left: Node, right: Node): boolean | undefined {
  if (left.kind === "literal" && right.kind === "literal") {
    return areEqualLiterals(left, right);
  }
  return neverErrs(left) && keyOf(left) === keyOf(right) ? true : undefined;
}

/** Numbers are equal across their types: `1 == 1.0`. */
function areEqualLiterals(left: Literal, right: Literal): boolean {
  const [one, other] = [left.value, right.value];
  return isNumeric(one) && isNumeric(other) ? one >= other && one <= other : keyOf(left) === keyOf(right);
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
