import type { Node } from "../syntax";
import type { Value } from "./value";

/** The possible outcomes of a condition, as bits: `TRUE | ERROR` is either of them. */
export type Outcomes = number;

export const TRUE = 1;
export const FALSE = 2;
/** CEL's third outcome, for example of a missing claim. It means no match. */
export const ERROR = 4;

export type Result = Value | CelError | CelUnknown;

/** A CEL error. `&&` and `||` can absorb it; a filter that ends with it does not match. */
export class CelError {
  constructor(
    readonly node: Node,
    /** In words that fit after "it ". */
    readonly why: string,
  ) {}
}

/** A result that depends on something that is unknown or not evaluated here. */
export class CelUnknown {
  constructor(
    readonly node: Node,
    /** In words that fit after "it ". */
    readonly why: string,
    /** The possible outcomes if it is a condition: at least two. */
    readonly outcomes: Outcomes = TRUE | FALSE | ERROR,
  ) {}
}

/** Returns the values of all items, or else the first error, or else the first unknown result. */
export function collect<Item>(
  items: readonly Item[],
  resultsOf: (item: Item) => readonly Result[],
): readonly Value[] | CelError | CelUnknown {
  const values: Value[] = [];
  let open: CelUnknown | undefined;
  for (const item of items) {
    for (const result of resultsOf(item)) {
      if (result instanceof CelError) {
        return result;
      }
      if (result instanceof CelUnknown) {
        // Its outcomes as a condition do not apply to the combined value.
        open ??= new CelUnknown(result.node, result.why);
      } else {
        values.push(result);
      }
    }
  }
  return open ?? values;
}

export type Condition = boolean | CelError | CelUnknown;

/** Returns the result as a condition. Values other than true and false are errors. */
export function conditionOf(result: Result, node: Node): Condition {
  return typeof result === "boolean" || result instanceof CelError || result instanceof CelUnknown
    ? result
    : new CelError(node, "is not a condition");
}

export function not(condition: Condition): Condition {
  if (condition instanceof CelUnknown) {
    return new CelUnknown(condition.node, condition.why, negated(condition.outcomes));
  }
  return condition instanceof CelError ? condition : !condition;
}

/**
 * Evaluates `&&`, `||`, `all`, or `exists`. One false or true operand decides, whatever errors the others have:
 * https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators
 */
export function join<Item>(
  operator: "&&" | "||",
  items: readonly Item[],
  evaluate: (item: Item) => Condition,
): Condition {
  const deciding = operator === "||";
  const outcomes: Outcomes[] = [];
  let error: CelError | undefined;
  let unknown: CelUnknown | undefined;
  for (const item of items) {
    const condition = evaluate(item);
    if (condition === deciding) {
      return deciding;
    }
    if (condition instanceof CelError) {
      error ??= condition;
      outcomes.push(ERROR);
    } else if (condition instanceof CelUnknown) {
      unknown ??= condition;
      outcomes.push(condition.outcomes);
    } else {
      outcomes.push(condition ? TRUE : FALSE);
    }
  }
  if (unknown === undefined) {
    return error ?? !deciding;
  }
  const together = joined(operator, outcomes);
  return error !== undefined && together === ERROR
    ? error
    : new CelUnknown(unknown.node, unknown.why, together);
}

export function negated(outcomes: Outcomes): Outcomes {
  return (outcomes & ERROR) | ((outcomes & TRUE) === 0 ? 0 : FALSE) | ((outcomes & FALSE) === 0 ? 0 : TRUE);
}

/** The outcomes of `&&` or `||`. Without operands, `&&` is true and `||` is false. */
export function joined(operator: "&&" | "||", operands: readonly Outcomes[]): Outcomes {
  const [deciding, other] = operator === "&&" ? [FALSE, TRUE] : [TRUE, FALSE];
  const mayAll = (outcomes: Outcomes) => operands.every((operand) => (operand & outcomes) !== 0);
  const mayOne = (outcome: Outcomes) => operands.some((operand) => (operand & outcome) !== 0);
  return (
    (mayAll(other) ? other : 0) |
    (mayOne(deciding) ? deciding : 0) |
    (mayOne(ERROR) && mayAll(other | ERROR) ? ERROR : 0)
  );
}
