import { readingProblem, type ReadingProblem } from "../report";
import type { Token } from "../lexer";

/** What people write for an operator, and CEL does not have. */
const OPERATOR_WORDS: ReadonlySet<string> = new Set(
  "and or not in is eq equals ne xor contains has like matches".split(" "),
);

/**
 * A word that stands for an operator elsewhere. It is the cause also where only what follows it does not fit: in
 * `not "a" in groups`, `"a"`.
 */
export function operatorWord(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  for (const place of [index, index - 1]) {
    const token = tokens[place];
    if (token !== undefined && token.text !== "in" && OPERATOR_WORDS.has(token.text.toLowerCase())) {
      return readingProblem("word-as-operator", token, `${token.text} is not an operator of CEL`);
    }
  }
  return undefined;
}
