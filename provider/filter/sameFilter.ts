import { keyOf, readFilter, type Reading } from "./syntax";

/**
 * Whether two filter texts differ in nothing that counts: white space, kinds of quotes, redundant brackets, grouping of one
 * operator's chain, escapes. Not whether they let in the same users: another order is another filter. Everything that is
 * not read as an expression is compared as text.
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

/** Comments count, and where among the tokens they stand. */
function meaningOf({ tree, comments }: Extract<Reading, { kind: "expression" }>): string {
  return JSON.stringify([keyOf(tree), comments]);
}
