import { readingProblem, type ReadingProblem } from "../report";
import type { Token } from "../lexer";

const MEMBERSHIP = 'A group is looked for with in: "kafka" in groups';
const MEMBERSHIP_OR_EQUALITY = `${MEMBERSHIP}; equality is ==`;

/** What people write for an operator, and what CEL has. */
const OPERATOR_WORDS: ReadonlyMap<string, string> = new Map([
  ["and", "Write && instead"],
  ["or", "Write || instead"],
  ["not", 'Write ! and brackets: !("kafka" in groups)'],
  ["not in", 'Write !("kafka" in groups) for "kafka" not in groups'],
  ["in", "Write in, in small letters"],
  ["is", MEMBERSHIP_OR_EQUALITY],
  ["is in", "Remove it"],
  ["eq", MEMBERSHIP_OR_EQUALITY],
  ["equals", MEMBERSHIP_OR_EQUALITY],
  ["ne", 'Write !("kafka" in groups); inequality is !='],
  ["xor", 'Write != and brackets: ("a" in groups) != ("b" in groups)'],
  ["contains", MEMBERSHIP],
  ["has", MEMBERSHIP],
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
  for (const place of [index, index - 1]) {
    const token = tokens[place];
    const word = token?.text.toLowerCase() ?? "";
    const next = tokens[place + 1]?.text.toLowerCase();
    const suggestion = OPERATOR_WORDS.get(`${word} ${next}`) ?? OPERATOR_WORDS.get(word);
    if (token !== undefined && token.text !== "in" && suggestion !== undefined) {
      return readingProblem("word-as-operator", token, `${token.text} is not an operator of CEL`, suggestion);
    }
  }
  return undefined;
}
