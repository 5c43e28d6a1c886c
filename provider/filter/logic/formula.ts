import { constantOf, neverErrs } from "./constant";
import { childrenOf, keyOf, type Node, RELATIONS } from "../syntax";
import { ERROR, FALSE, type Outcomes, TRUE } from "../evaluation";

/** The logical skeleton of a condition. Equal atoms have the same number. */
export type Formula =
  | { readonly kind: "constant"; readonly outcome: Outcomes; readonly node: Node }
  | { readonly kind: "atom"; readonly atom: number; readonly node: Node }
  | {
      /** `equality` is `==` between two conditions. */
      readonly kind: "!" | "&&" | "||" | "equality" | "conditional";
      readonly parts: readonly Formula[];
      readonly node: Node;
    };

interface Skeleton {
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
    const joined = (
      kind: "!" | "&&" | "||" | "equality" | "conditional",
      parts: readonly Node[],
    ): Formula => ({
      kind,
      parts: parts.map(visit),
      node,
    });
    if (node.kind === "chain") {
      return joined(node.operator, node.operands);
    }
    if (node.kind === "not") {
      return joined("!", [node.operand]);
    }
    if (node.kind === "conditional") {
      return joined("conditional", childrenOf(node));
    }
    if (node.kind === "binary" && node.operator === "!=") {
      // So that `a != b` is known to be the opposite of `a == b`.
      return joined("!", [{ ...node, operator: "==" }]);
    }
    return node.kind === "binary" &&
      node.operator === "==" &&
      isCondition(node.left) &&
      isCondition(node.right)
      ? joined("equality", childrenOf(node))
      : leaf(node);
  };
  const formula = visit(tree);
  return { formula, atoms: [...atoms.values()].map(({ outcomes }) => outcomes), hasDependentAtoms };
}

/** Whether a node is true, false or an error, and no other value. */
function isCondition(node: Node): boolean {
  return (
    node.kind === "chain" ||
    node.kind === "not" ||
    (node.kind === "binary" && RELATIONS.has(node.operator)) ||
    (node.kind === "literal" && node.type === "bool") ||
    (node.kind === "conditional" && isCondition(node.then) && isCondition(node.otherwise))
  );
}
