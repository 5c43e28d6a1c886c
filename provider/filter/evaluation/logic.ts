import type { Node } from "../syntax";
import { ERROR, FALSE, type Outcomes, TRUE } from "./result";
import { CelError, CelUnknown, type Result } from "./result";

/** `&&` and `||` of what the items come to, one after the other until one decides. */
export function join<Item>(
  operator: "&&" | "||",
  items: readonly Item[],
  evaluate: (item: Item) => readonly [result: Result, operand: Node],
): Result {
  const junction = new Junction(operator);
  const isDecided = items.some((item) => junction.add(...evaluate(item)));
  return junction.result(isDecided);
}

/** `!` */
export function negated(result: Result, operand: Node): Result {
  const condition = conditionOf(result, operand);
  if (!(condition instanceof CelUnknown)) {
    return condition instanceof CelError ? condition : !condition;
  }
  const { node, why, outcomes } = condition;
  return new CelUnknown(node, why, (outcomes & ERROR) | ((outcomes & TRUE) << 1) | ((outcomes & FALSE) >> 1));
}

/** The result as a condition: any other value than true and false is an error. */
export function conditionOf(result: Result, node: Node): boolean | CelError | CelUnknown {
  return typeof result === "boolean" || result instanceof CelError || result instanceof CelUnknown
    ? result
    : new CelError(node, "is no condition");
}

/**
 * `&&` and `||` of any number of operands, and so `all` and `exists`. One operand decides alone where it is false for `&&`
 * or true for `||`: an error beside it is absorbed, on either side.
 *
 * Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators
 */
class Junction {
  private mayBe: { all: Outcomes; any: Outcomes } = { all: TRUE | FALSE | ERROR, any: 0 };
  private error: CelError | undefined;
  private unknown: CelUnknown | undefined;

  constructor(private readonly operator: "&&" | "||") {}

  /** @returns whether this operand decides, and the others need not be looked at */
  add(result: Result, operand: Node): boolean {
    const condition = conditionOf(result, operand);
    if (condition instanceof CelError) {
      this.error ??= condition;
    } else if (condition instanceof CelUnknown) {
      this.unknown ??= condition;
    }
    const outcomes = outcomesOf(condition);
    this.mayBe = { all: this.mayBe.all & outcomes, any: this.mayBe.any | outcomes };
    return outcomes === this.deciding;
  }

  /** What they come to, once all are added or one has decided. */
  result(isDecided: boolean): Result {
    if (isDecided) {
      return this.operator === "||";
    }
    if (this.unknown === undefined) {
      return this.error ?? this.operator === "&&";
    }
    // Not one operand is known to decide: each that may is open.
    const mayDecide = this.mayBe.any & this.deciding;
    const mayHold = this.mayBe.all & (this.operator === "||" ? FALSE : TRUE);
    const outcomes = mayDecide | mayHold | (this.mayBe.any & ERROR);
    return outcomes === ERROR
      ? (this.error ?? new CelError(this.unknown.node, this.unknown.why))
      : new CelUnknown(this.unknown.node, this.unknown.why, outcomes);
  }

  private get deciding(): Outcomes {
    return this.operator === "||" ? TRUE : FALSE;
  }
}

function outcomesOf(condition: boolean | CelError | CelUnknown): Outcomes {
  return condition instanceof CelUnknown
    ? condition.outcomes
    : condition instanceof CelError
      ? ERROR
      : condition
        ? TRUE
        : FALSE;
}
