import { type Formula, formulaOf } from "./formula";
import { ERROR, FALSE, joined, negated, type Outcomes, TRUE } from "../evaluation";
import type { Node } from "../syntax";

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
  const { formula, atoms, hasDependentAtoms } = formulaOf(tree);
  if (!hasDependentAtoms) {
    return { always: undefined, redundant: [] };
  }
  const search = new Search(atoms, atoms.length > MAX_ATOMS ? 1 : MAX_STEPS);
  const mayMatch = search.isPossible((outcomes) => decided(outcomes(formula), TRUE));
  if (mayMatch === false) {
    return { always: "nobody", redundant: [] };
  }
  const mayNot = search.isPossible((outcomes) => decided(outcomes(formula), FALSE | ERROR));
  if (mayNot === false) {
    return { always: "everyone", redundant: [] };
  }
  // Where the steps did not last for the first question, they do not for the second.
  return mayNot === undefined
    ? { always: "undetermined", redundant: [] }
    : { always: undefined, redundant: redundantIn(formula, search) };
}

/** From the last to the first, so that of two equal ones the second is dropped; and none inside one that is dropped. */
function redundantIn(formula: Formula, search: Search): readonly Node[] {
  const redundant = new Set<Formula>();
  const visit = (part: Formula): void => {
    for (const operand of ("parts" in part ? part.parts : []).toReversed()) {
      if (search.isSpent) {
        return;
      }
      const without = new Set([...redundant, operand]);
      if (
        (part.kind === "&&" || part.kind === "||") &&
        search.isPossible((outcomes) => differ(outcomes(formula), outcomes(formula, without))) === false
      ) {
        redundant.add(operand);
      } else {
        visit(operand);
      }
    }
  };
  visit(formula);
  return [...redundant].map(({ node }) => node).sort((one, other) => one.start - other.start);
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

/** The outcomes that a formula may still have, without the operands in `without`. */
type Evaluate = (formula: Formula, without?: ReadonlySet<Formula>) => Outcomes;

class Search {
  private steps = 0;
  private readonly assigned: Outcomes[];

  constructor(
    private readonly atoms: readonly Outcomes[],
    private readonly maxSteps: number,
  ) {
    this.assigned = [...atoms];
  }

  get isSpent(): boolean {
    return this.steps > this.maxSteps;
  }

  /**
   * Whether `test` says yes for some outcomes of the atoms; undefined where that took too long.
   *
   * @param test asked while more and more atoms are given one outcome; undefined: it depends on the others
   */
  isPossible(test: (outcomes: Evaluate) => boolean | undefined, from = 0): boolean | undefined {
    const answer = test((formula, without) => this.outcomes(formula, without));
    if (answer !== undefined) {
      return answer;
    }
    const all = this.atoms[from] ?? 0;
    let isOpen = this.isSpent;
    for (const outcome of [FALSE, TRUE, ERROR]) {
      if ((all & outcome) !== 0 && !isOpen) {
        this.assigned[from] = outcome;
        const found = this.isPossible(test, from + 1);
        this.assigned[from] = all;
        if (found === true) {
          return true;
        }
        isOpen = found === undefined;
      }
    }
    return isOpen ? undefined : false;
  }

  private outcomes(formula: Formula, without?: ReadonlySet<Formula>): Outcomes {
    this.steps += 1;
    if (formula.kind === "constant") {
      return formula.outcome;
    }
    if (formula.kind === "atom") {
      return this.assigned[formula.atom] ?? ERROR;
    }
    const parts = formula.parts
      .filter((part) => without?.has(part) !== true)
      .map((part) => this.outcomes(part, without));
    const [first = ERROR, second = ERROR, third = ERROR] = parts;
    switch (formula.kind) {
      case "!":
        return negated(first);
      case "&&":
      case "||":
        return joined(formula.kind, parts);
      case "equality":
        return equality(first, second);
      case "conditional":
        return (first & ERROR) | ((first & TRUE) === 0 ? 0 : second) | ((first & FALSE) === 0 ? 0 : third);
    }
  }
}

/** True where both are, or neither is; an error where one is. */
function equality(left: Outcomes, right: Outcomes): Outcomes {
  const same = left & right & (TRUE | FALSE);
  const other = left & negated(right) & (TRUE | FALSE);
  return (same === 0 ? 0 : TRUE) | (other === 0 ? 0 : FALSE) | ((left | right) & ERROR);
}
