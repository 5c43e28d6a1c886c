import { constantOf, neverErrs } from "./constant";
import { keyOf, type Node, RELATIONS } from "../syntax";
import { ERROR, FALSE, type Outcomes, TRUE } from "../evaluation";
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
  /** `==` between two conditions. */
  | { readonly kind: "equality"; readonly parts: readonly [Formula, Formula]; readonly node: Node }
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
  readonly hasDependentAtoms: boolean;
}

/** The skeleton of a tree. */
export function formulaOf(tree: Node): Skeleton {
  const atoms = new Map<string, { readonly atom: number; readonly outcomes: Outcomes }>();
  let hasDependentAtoms = false;
  const leaf = (node: Node): Formula => {
    const key = keyOf(node);
    const known = atoms.get(key);
    hasDependentAtoms ||= known !== undefined;
    const { atom } = known ?? { atom: atoms.size };
    atoms.set(key, { atom, outcomes: TRUE | FALSE | (neverErrs(node) ? 0 : ERROR) });
    return { kind: "atom", atom, node };
  };
  const visit = (node: Node): Formula => {
    const outcome = constantOf(node);
    if (outcome !== undefined) {
      hasDependentAtoms = true;
      return { kind: "constant", outcome, node };
    }
    if (node.kind === "binary" && node.operator === "!=") {
      // So that `a != b` is known to be the opposite of `a == b`.
      return { kind: "not", operand: visit({ ...node, operator: "==" }), node };
    }
    if (
      node.kind === "binary" &&
      node.operator === "==" &&
      isCondition(node.left) &&
      isCondition(node.right)
    ) {
      return { kind: "equality", parts: [visit(node.left), visit(node.right)], node };
    }
    if (node.kind === "chain") {
      return { kind: "chain", operator: node.operator, operands: node.operands.map(visit), node };
    }
    if (node.kind === "not") {
      return { kind: "not", operand: visit(node.operand), node };
    }
    if (node.kind === "conditional") {
      return {
        kind: "conditional",
        parts: [visit(node.condition), visit(node.then), visit(node.otherwise)],
        node,
      };
    }
    return leaf(node);
  };
  const formula = visit(tree);
  return { formula, atoms: [...atoms.values()].map(({ outcomes }) => outcomes), hasDependentAtoms };
}

/** Whether a node is true, false or an error, and no other value. */
function isCondition(node: Node): boolean {
  switch (node.kind) {
    case "chain":
    case "not":
      return true;
    case "binary":
      return RELATIONS.has(node.operator);
    case "literal":
      return node.type === "bool";
    case "conditional":
      return isCondition(node.then) && isCondition(node.otherwise);
    case "variable":
    case "select":
    case "index":
    case "call":
    case "list":
    case "map":
    case "negation":
      return false;
  }
}
