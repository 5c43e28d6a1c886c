import { keyOf, readFilter } from "./syntax";

/**
 * Whether two filters differ only in white space, kinds of quotes, redundant brackets, or escapes.
 * The order of operands matters, and everything that is not an expression is compared as text.
 */
export function sameFilter(one: string, other: string): boolean {
  if (one === other) {
    return true;
  }
  const [first, second] = [one, other].map((text) => {
    const reading = readFilter(text);
    // Comments count, and so do their places among the tokens.
    return reading.kind === "expression"
      ? JSON.stringify([keyOf(reading.tree), reading.comments])
      : undefined;
  });
  return first !== undefined && first === second;
}
