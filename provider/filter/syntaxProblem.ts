import { endsOperand } from "./operandPlace";
import type { Problem } from "./problem";
import type { Token } from "./tokens";
import { excerpt } from "./visible";

/**
 * What is wrong where the parser cannot go on.
 *
 * @param at offset of the first token that does not fit; beyond the last where the text ends too early
 */
export function syntaxProblem(tokens: readonly Token[], at: number): Problem {
  const found = tokens.findIndex(({ end }) => end > at);
  const index = found < 0 ? tokens.length : found;
  return (
    wordInPlaceOfOperator(tokens, index) ??
    operatorAlone(tokens, index) ??
    operandsTogether(tokens, index) ??
    misplaced(tokens, index)
  );
}

/** What people write for an operator, and what CEL has. */
const OPERATOR_WORDS: ReadonlyMap<string, string> = new Map([
  ["and", "Write && instead"],
  ["or", "Write || instead"],
  ["not", 'Write ! and brackets: !("kafka" in groups)'],
  ["in", "Write in, in small letters"],
  ["is", "Write == instead"],
  ["eq", "Write == instead"],
  ["equals", "Write == instead"],
  ["ne", "Write != instead"],
  ["contains", 'A group is looked for with in: "kafka" in groups'],
  ["has", 'A group is looked for with in: "kafka" in groups'],
  [
    "like",
    'CEL has no patterns of that kind; text functions are written with a dot: claims.a.startsWith("kafka")',
  ],
  ["matches", 'Functions are written with a dot and brackets: claims.a.matches("^kafka")'],
]);

/** The word is the cause also where only what follows it does not fit: in `not "a" in groups`, `"a"`. */
function wordInPlaceOfOperator(tokens: readonly Token[], index: number): Problem | undefined {
  for (const place of [index, index - 1]) {
    const token = tokens[place];
    const word = token?.text.toLowerCase() ?? "";
    const advice = OPERATOR_WORDS.get(word);
    if (token?.kind === "name" && advice !== undefined && token.text !== "in") {
      return {
        rule: "operator-word",
        message: `${token.text} is not an operator of CEL`,
        suggestion:
          word === "not" && tokens[place + 1]?.text.toLowerCase() === "in"
            ? 'Write !("kafka" in groups) for "kafka" not in groups'
            : advice,
        start: token.start,
        end: token.end,
      };
    }
  }
  return undefined;
}

/** An operator with nothing on one of its sides. */
function operatorAlone(tokens: readonly Token[], index: number): Problem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  if (before !== undefined && isOperator(before) && (here === undefined || !beginsOperand(here))) {
    return {
      rule: "missing-operand",
      message: `nothing stands on the right of ${before.text}`,
      suggestion:
        before.text === "in" ? "Write groups there" : "Write a condition there, or remove the operator",
      start: before.start,
      end: before.end,
    };
  }
  if (here !== undefined && isInfix(here) && (before === undefined || !endsOperand(before))) {
    return {
      rule: "missing-operand",
      message: `nothing stands on the left of ${here.text}`,
      suggestion:
        here.text === "in"
          ? 'Write the group there, in quotes: "kafka" in groups'
          : "Write a condition there, or remove the operator",
      start: here.start,
      end: here.end,
    };
  }
  return undefined;
}

/** Two operands with nothing between them. */
function operandsTogether(tokens: readonly Token[], index: number): Problem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  if (before === undefined || here === undefined || !endsOperand(before) || !beginsOperand(here)) {
    return undefined;
  }
  const isText = before.kind === "name" && here.kind === "name";
  return {
    rule: "missing-operator",
    message: `no operator stands between ${excerpt(before.text)} and ${excerpt(here.text)}`,
    suggestion: isText
      ? 'Put quotes around the name of a group: "Team A" in groups'
      : "Join two conditions with && (both) or || (either)",
    start: here.start,
    end: here.end,
  };
}

function misplaced(tokens: readonly Token[], index: number): Problem {
  const here = tokens[index];
  if (here === undefined) {
    const end = tokens.at(-1)?.end ?? 0;
    return { rule: "syntax", message: "the expression ends too early", start: end, end };
  }
  const { start, end } = here;
  return RESERVED.has(here.text)
    ? {
        rule: "reserved-word",
        message: `${here.text} is a word that CEL reserves`,
        suggestion: 'Put quotes around the name of a group: "kafka" in groups',
        start,
        end,
      }
    : {
        rule: "syntax",
        message: `${excerpt(here.text)} cannot stand here`,
        ...(here.text === "," ? { suggestion: "Join two conditions with && (both) or || (either)" } : {}),
        start,
        end,
      };
}

const RESERVED: ReadonlySet<string> = new Set(
  "as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);

function isInfix({ kind, text }: Token): boolean {
  return kind === "name" ? text === "in" : kind === "symbol" && /^(?:[&|=!<>]{2}|[<>]=?|[*/%+?])$/.test(text);
}

function isOperator(token: Token): boolean {
  return isInfix(token) || token.text === "!" || token.text === "-";
}

function beginsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? /^[([{!-]$/.test(text) : text !== "in" && !RESERVED.has(text);
}
