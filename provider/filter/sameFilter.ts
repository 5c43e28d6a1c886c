import { keyOf, readFilter, type Reading } from "./syntax";

/**
 * Whether two filters differ only in white space, kinds of quotes, redundant brackets, or escapes.
 * The order of operands counts, and everything that is not an expression is compared as text.
 */
export function sameFilter(one: string, other: string): boolean {
  if (one === other) {
    return true;
  }
  const [first, second] = [readFilter(one), readFilter(other)];
  return (
    first.kind === "expression" && second.kind === "expression" && meaningOf(first) === meaningOf(second)
  );
}

/** Comments count, and so do their places among the tokens. */
function meaningOf({ tree, comments }: Extract<Reading, { kind: "expression" }>): string {
  return JSON.stringify([keyOf(tree), comments]);
}
