import type { Token } from "../lexer";

/**
 * Beyond these a filter is not read, so that none takes long, whatever it is. They are far beyond what the API takes: 300
 * characters as a rule.
 */
export const BOUNDS = {
  /** Characters, in UTF-16 units. */
  length: 10_000,
  /** How deep brackets, `!`, `-`, calls and `?:` may stand in each other. */
  depth: 100,
  /** Nodes of the tree. */
  nodes: 2_000,
} as const;

/** Why a filter is not read: which bound it is over, in words that fit after "it ". */
export type OverBound = string;

export const TOO_LONG: OverBound = `is longer than ${BOUNDS.length} characters`;
export const TOO_DEEP: OverBound = `is nested deeper than ${BOUNDS.depth}`;
export const UNREADABLE: OverBound = "could not be read";
export const TOO_LARGE: OverBound = `has more than ${BOUNDS.nodes} parts`;

/** Whether brackets and prefixes stand deeper in each other than a parser without a bound of its own survives. */
export function isTooDeep(tokens: readonly Token[]): boolean {
  let brackets = 0;
  let prefixes = 0;
  return tokens.some(({ kind, text }) => {
    if (kind === "symbol" && OPENING.has(text)) {
      brackets += 1;
    } else if (kind === "symbol" && CLOSING.has(text)) {
      brackets -= 1;
    }
    prefixes = kind === "symbol" && (text === "!" || text === "-") ? prefixes + 1 : 0;
    return brackets + prefixes > BOUNDS.depth;
  });
}

const OPENING: ReadonlySet<string> = new Set(["(", "[", "{"]);
const CLOSING: ReadonlySet<string> = new Set([")", "]", "}"]);
