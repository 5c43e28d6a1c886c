import { CelError, ERROR, Evaluator, FALSE, joined, negated, type Outcomes, TRUE } from "../evaluation";
import { type Binary, childrenOf, isGroups, keyOf, type Node, RELATIONS } from "../syntax";

/** What the logic of a condition proves, whatever the outcomes of its atoms are. */
export interface Truth {
  /** Who matches, if that is the same for every user; "undetermined" after too many steps. */
  readonly always: "everyone" | "nobody" | "undetermined" | undefined;
  /** Operands that can all be removed without a change of who matches. */
  readonly redundant: readonly Node[];
}

/** With more atoms, only constants are considered. */
export const MAX_ATOMS = 64;

/** The number of steps for one filter, after which the result is "undetermined". */
const MAX_STEPS = 50_000;

/**
 * Decides by cases over the atoms, with CEL's three outcomes. An atom that may be an error proves nothing:
 * `claims.a == "b" || claims.a != "b"` does not match a user without `a`.
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
  // If the first search takes too many steps, so does the second.
  return mayNot === undefined
    ? { always: "undetermined", redundant: [] }
    : { always: undefined, redundant: redundantIn(tree, search) };
}

/** From last to first, so that the second of two equal operands is removed. Skips operands of a removed one. */
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

/** Whether the outcome is one of `wanted`; undefined if it is not decided yet. */
function decided(outcomes: Outcomes, wanted: Outcomes): boolean | undefined {
  return (outcomes & wanted) === 0 ? false : (outcomes & ~wanted) === 0 ? true : undefined;
}

/** Whether a user matches with one and not with the other. */
function differ(one: Outcomes, other: Outcomes): boolean | undefined {
  const [first, second] = [decided(one, TRUE), decided(other, TRUE)];
  return first === undefined || second === undefined ? undefined : first !== second;
}

/** Returns the possible outcomes without the operands in `without`. */
type Evaluate = (without?: ReadonlySet<Node>) => Outcomes;

/** A condition without inner logic. Equal conditions are one atom. */
interface Atom {
  /** Includes ERROR unless the atom can never be an error. */
  readonly possible: Outcomes;
  /** The outcomes that the search has not excluded. */
  assumed: Outcomes;
}

class Search {
  /** Whether there is a repeated atom or a constant. Otherwise no part of the condition decides another. */
  hasDependentAtoms = false;
  private steps = 0;
  /** The places of atoms and constants, which are atoms with one outcome. `a != b` negates the atom `a == b`. */
  private readonly leaves = new Map<Node, { readonly atom: Atom; readonly isNegated: boolean }>();
  private readonly atoms: readonly Atom[];

  constructor(private readonly tree: Node) {
    const atoms = new Map<string, Atom>();
    this.addLeaves(tree, atoms);
    this.atoms = [...atoms.values()];
  }

  get isSpent(): boolean {
    return this.steps > (this.atoms.length > MAX_ATOMS ? 1 : MAX_STEPS);
  }

  partsOf(node: Node): readonly Node[] {
    return this.leaves.has(node) ? [] : childrenOf(node);
  }

  /**
   * Whether `test` is true for some outcomes of the atoms; undefined after too many steps.
   * @param test returns undefined if the result depends on atoms that have several outcomes
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
    const choice = (then: Outcomes, otherwise: Outcomes) =>
      (first & ERROR) | ((first & TRUE) === 0 ? 0 : then) | ((first & FALSE) === 0 ? 0 : otherwise);
    if (node.kind === "conditional") {
      return choice(second, third);
    }
    // `a == b` is `a ? b : !b`.
    return isUnequal(node) ? choice(negated(second), second) : choice(second, negated(second));
  }
}

function isUnequal(node: Node): node is Binary {
  return node.kind === "binary" && node.operator === "!=";
}

function isEquality(node: Node): boolean {
  const isOperator = node.kind === "binary" && (node.operator === "==" || node.operator === "!=");
  return isOperator && isCondition(node.left) && isCondition(node.right);
}

/** Whether a node has no other value than true or false. */
function isCondition(node: Node): boolean {
  return (
    node.kind === "chain" ||
    node.kind === "not" ||
    (node.kind === "binary" && RELATIONS.has(node.operator)) ||
    (node.kind === "literal" && node.type === "bool") ||
    (node.kind === "conditional" && isCondition(node.then) && isCondition(node.otherwise))
  );
}

/** Steps for a condition without a variable. Real ones take about ten. */
const MAX_CONSTANT_STEPS = 1_000;

const evaluator = new Evaluator();

/** Returns the outcome that a condition has for every user, or undefined. */
export function constantOf(node: Node): Outcomes | undefined {
  const result = evaluator.run(node, {}, MAX_CONSTANT_STEPS);
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
