import type { Token } from "../lexer";
import { readingProblem, type ReadingProblem } from "../report";

/** Finds the first unmatched bracket: a closing one, or an opening one that another kind of bracket closes. */
export function unmatchedBracket(tokens: readonly Token[]): ReadingProblem | undefined {
  const open: Token[] = [];
  for (const token of tokens) {
    if (PARTNERS.has(token.text)) {
      open.push(token);
    } else if (CLOSING.has(token.text)) {
      const opening = open.pop();
      if (opening === undefined) {
        return readingProblem("unmatched-bracket", token, `this ${token.text} is never opened`);
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

export const PARTNERS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

export const CLOSING: ReadonlySet<string> = new Set(PARTNERS.values());
