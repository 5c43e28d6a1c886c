import { constantOf, neverErrs } from "./constant";
import { ERROR, FALSE, joined, negated, type Outcomes, TRUE } from "../evaluation";
import { type Binary, childrenOf, keyOf, type Node, RELATIONS } from "../syntax";

/** What a condition's logic alone tells, whatever its atoms come to. */
export interface Truth {
  /** Whom it lets in; undefined where that depends on the user, or may: undecided where finding out takes too long. */
  readonly always: "everyone" | "nobody" | "undetermined" | undefined;
  /** Operands that can be dropped, all of them together, and the condition lets the same users in. */
  readonly redundant: readonly Node[];
}

/** With more different atoms, a condition is reasoned about only as far as none of them counts. */
export const MAX_ATOMS = 64;

/** How many steps one filter is given; what is not decided by then is undecided. */
const MAX_STEPS = 50_000;

/**
 * Decides by splitting over the atoms, with three outcomes as CEL has them: an error in one operand of `||` is outweighed
 * by a true one, and an atom that may err proves nothing: `claims.a == "b" || claims.a != "b"` lets nobody in who has no `a`.
 */
export function truthOf(tree: Node): Truth {
  const search = new Search(tree);
  if (!search.hasDependentAtoms) {
    return { always: undefined, redundant: [] };
  }
  const mayMatch = search.isPossible((outcomes) => decided(outcomes(), TRUE));
  if (mayMatch === false) {
    return { always: "nobody", redundant: [] };
  }
  const mayNot = search.isPossible((outcomes) => decided(outcomes(), FALSE | ERROR));
  if (mayNot === false) {
    return { always: "everyone", redundant: [] };
  }
  // Where the steps did not last for the first question, they do not for the second.
  return mayNot === undefined
    ? { always: "undetermined", redundant: [] }
    : { always: undefined, redundant: redundantIn(tree, search) };
}

/** From the last to the first, so that of two equal ones the second is dropped; and none inside one that is dropped. */
function redundantIn(tree: Node, search: Search): readonly Node[] {
  const redundant = new Set<Node>();
  const visit = (node: Node): void => {
    for (const operand of search.partsOf(node).toReversed()) {
      if (search.isSpent) {
        return;
      }
      const without = new Set([...redundant, operand]);
      if (
        node.kind === "chain" &&
        search.isPossible((outcomes) => differ(outcomes(), outcomes(without))) === false
      ) {
        redundant.add(operand);
      } else {
        visit(operand);
      }
    }
  };
  visit(tree);
  return [...redundant].sort((one, other) => one.start - other.start);
}

/** Whether the outcome is one of `wanted`: yes, no, or open as yet. */
function decided(outcomes: Outcomes, wanted: Outcomes): boolean | undefined {
  return (outcomes & wanted) === 0 ? false : (outcomes & ~wanted) === 0 ? true : undefined;
}

/** Whether one lets a user in and the other does not. */
function differ(one: Outcomes, other: Outcomes): boolean | undefined {
  const [first, second] = [decided(one, TRUE), decided(other, TRUE)];
  return first === undefined || second === undefined ? undefined : first !== second;
}

/** The outcomes that the condition may still have, without the operands in `without`. */
type Evaluate = (without?: ReadonlySet<Node>) => Outcomes;

/** A condition that is not looked into. Equal ones are one atom. */
interface Atom {
  /** True or false, or an error too, where the atom is not one that never errs. */
  readonly possible: Outcomes;
  /** Those that the search has not excluded for now. */
  assumed: Outcomes;
}

/** Where an atom stands, or a constant: an atom with one outcome. `a != b` is the opposite of the atom `a == b`. */
interface Leaf {
  readonly atom: Atom;
  readonly isNegated: boolean;
}

class Search {
  /** Whether an atom occurs more than once, or a constant at all: otherwise no part of the condition decides another. */
  hasDependentAtoms = false;
  private steps = 0;
  private readonly leaves = new Map<Node, Leaf>();
  private readonly atoms: readonly Atom[];

  constructor(private readonly tree: Node) {
    const atoms = new Map<string, Atom>();
    this.addLeaves(tree, atoms);
    this.atoms = [...atoms.values()];
  }

  get isSpent(): boolean {
    return this.steps > (this.atoms.length > MAX_ATOMS ? 1 : MAX_STEPS);
  }

  /** The conditions that a condition joins; an atom joins none. */
  partsOf(node: Node): readonly Node[] {
    return this.leaves.has(node) ? [] : childrenOf(node);
  }

  /**
   * Whether `test` says yes for some outcomes of the atoms; undefined where that took too long.
   *
   * @param test asked while more and more atoms are given one outcome; undefined: it depends on the others
   */
  isPossible(test: (outcomes: Evaluate) => boolean | undefined, from = 0): boolean | undefined {
    const outcome = test((without) => this.outcomes(this.tree, without));
    const atom = this.atoms[from];
    if (outcome !== undefined || atom === undefined) {
      return outcome;
    }
    let isOpen = this.isSpent;
    for (const outcome of [FALSE, TRUE, ERROR]) {
      if ((atom.possible & outcome) !== 0 && !isOpen) {
        atom.assumed = outcome;
        const found = this.isPossible(test, from + 1);
        atom.assumed = atom.possible;
        if (found === true) {
          return true;
        }
        isOpen = found === undefined;
      }
    }
    return isOpen ? undefined : false;
  }

  private addLeaves(node: Node, atoms: Map<string, Atom>): void {
    const isJoined = node.kind === "chain" || node.kind === "not" || node.kind === "conditional";
    const isNegated = isUnequal(node);
    const leaf: Node = isNegated ? { ...node, operator: "==" } : node;
    const constant = isJoined ? undefined : constantOf(leaf);
    if (constant !== undefined) {
      this.hasDependentAtoms = true;
      this.leaves.set(node, { atom: { possible: constant, assumed: constant }, isNegated });
    } else if (isJoined || isEquality(node)) {
      for (const part of childrenOf(node)) {
        this.addLeaves(part, atoms);
      }
    } else {
      const key = keyOf(leaf);
      const possible = TRUE | FALSE | (neverErrs(leaf) ? 0 : ERROR);
      this.hasDependentAtoms ||= atoms.has(key);
      const atom = atoms.get(key) ?? { possible, assumed: possible };
      atoms.set(key, atom);
      this.leaves.set(node, { atom, isNegated });
    }
  }

  private outcomes(node: Node, without: ReadonlySet<Node> | undefined): Outcomes {
    this.steps += 1;
    const leaf = this.leaves.get(node);
    if (leaf !== undefined) {
      return leaf.isNegated ? negated(leaf.atom.assumed) : leaf.atom.assumed;
    }
    const parts = childrenOf(node)
      .filter((part) => without?.has(part) !== true)
      .map((part) => this.outcomes(part, without));
    const [first = ERROR, second = ERROR, third = ERROR] = parts;
    if (node.kind === "chain") {
      return joined(node.operator, parts);
    }
    if (node.kind === "not") {
      return negated(first);
    }
    if (node.kind === "conditional") {
      return (first & ERROR) | ((first & TRUE) === 0 ? 0 : second) | ((first & FALSE) === 0 ? 0 : third);
    }
    return isUnequal(node) ? negated(equality(first, second)) : equality(first, second);
  }
}

function isUnequal(node: Node): node is Binary {
  return node.kind === "binary" && node.operator === "!=";
}

/** Whether a node is `==` or `!=` between two conditions. */
function isEquality(node: Node): boolean {
  return (
    node.kind === "binary" &&
    (node.operator === "==" || node.operator === "!=") &&
    isCondition(node.left) &&
    isCondition(node.right)
  );
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

/** True where both are, or neither is; an error where one is. */
function equality(left: Outcomes, right: Outcomes): Outcomes {
  const same = left & right & (TRUE | FALSE);
  const other = left & negated(right) & (TRUE | FALSE);
  return (same === 0 ? 0 : TRUE) | (other === 0 ? 0 : FALSE) | ((left | right) & ERROR);
}
