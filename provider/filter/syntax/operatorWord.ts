import { type ReadingProblem, rangeOf } from "../report";
import type { Token } from "../lexer";

/** What people write for an operator, and what CEL has. */
const OPERATOR_WORDS: ReadonlyMap<string, string> = new Map([
  ["and", "Write && instead"],
  ["or", "Write || instead"],
  ["not", 'Write ! and brackets: !("kafka" in groups)'],
  ["in", "Write in, in small letters"],
  ["is", 'A group is looked for with in: "kafka" in groups; equality is =='],
  ["eq", 'A group is looked for with in: "kafka" in groups; equality is =='],
  ["equals", 'A group is looked for with in: "kafka" in groups; equality is =='],
  ["ne", 'Write !("kafka" in groups); inequality is !='],
  ["xor", 'Write != and brackets: ("a" in groups) != ("b" in groups)'],
  ["contains", 'A group is looked for with in: "kafka" in groups'],
  ["has", 'A group is looked for with in: "kafka" in groups'],
  [
    "like",
    'CEL has no patterns of that kind; text functions are written with a dot: claims.a.startsWith("kafka")',
  ],
  ["matches", 'Functions are written with a dot and brackets: claims.a.matches("^kafka")'],
]);

/**
 * A word that stands for an operator elsewhere. It is the cause also where only what follows it does not fit: in
 * `not "a" in groups`, `"a"`.
 */
export function operatorWord(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const place = [index, index - 1].find((at) => isOperatorWord(tokens[at]));
  const token = tokens[place ?? -1];
  if (place === undefined || token === undefined) {
    return undefined;
  }
  return {
    rule: "word-as-operator",
    message: `${token.text} is not an operator of CEL`,
    suggestion: adviceOn(token.text.toLowerCase(), tokens[place + 1]?.text.toLowerCase()),
    ...rangeOf(token),
  };
}

/** `not in` and `is in` are one operator to those who write them. */
function adviceOn(word: string, next: string | undefined): string {
  if (next === "in" && word === "not") {
    return 'Write !("kafka" in groups) for "kafka" not in groups';
  }
  return next === "in" && word === "is" ? "Remove it" : (OPERATOR_WORDS.get(word) ?? "");
}

function isOperatorWord(token: Token | undefined): boolean {
  return token?.kind === "name" && token.text !== "in" && OPERATOR_WORDS.has(token.text.toLowerCase());
}
