import type { Token } from "../lexer";
import { excerpt, readingProblem, type ReadingProblem, type ReadingRuleId } from "../report";

/** Why CEL has no use for a stray token. */
export function strayProblem(token: Token): ReadingProblem {
  const [, rule = "unexpected-character", why] = KINDS.find(([kind]) => kind.test(token.text)) ?? [];
  const shown = excerpt(token.text);
  return readingProblem(
    rule,
    token,
    why === undefined ? `CEL has no use for ${shown}` : why.replace("%", shown),
  );
}

const KINDS: readonly (readonly [kind: RegExp, rule: ReadingRuleId, why: string])[] = [
  [/^["']$/, "unclosed-quote", "this quote is never closed"],
  [/^[“”„‟«»‘’‚‛‹›´]$/, "typographic-quote", "% is a typographic quote, which CEL does not know"],
  [/^[&|=!<>]+$/, "unknown-operator", "% is not an operator of CEL"],
  [/^[\p{L}\p{M}\p{N}_]+$/u, "unquoted-text", "a word stands outside quotes"],
];
