import type { Token } from "../lexer";
import { readingProblem, type ReadingProblem } from "../report";

/** The first bracket that has no partner: a closing one, or an opening one of another kind than what follows. */
export function unmatchedBracket(tokens: readonly Token[]): ReadingProblem | undefined {
  const open: Token[] = [];
  for (const token of tokens) {
    if (PARTNERS.has(token.text)) {
      open.push(token);
    } else if (CLOSING.has(token.text)) {
      const opening = open.pop();
      if (opening === undefined) {
        return readingProblem("unmatched-bracket", token, `nothing opens this ${token.text}`);
      }
      if (PARTNERS.get(opening.text) !== token.text) {
        return unclosed(opening, `is closed by ${token.text}`);
      }
    }
  }
  const last = open.at(-1);
  return last && unclosed(last, "is never closed");
}

function unclosed(opening: Token, why: string): ReadingProblem {
  return readingProblem("unmatched-bracket", opening, `this ${opening.text} ${why}`);
}

/** What closes a bracket. */
export const PARTNERS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** What closes any. */
export const CLOSING: ReadonlySet<string> = new Set(PARTNERS.values());
