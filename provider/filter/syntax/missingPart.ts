import type { Token } from "../lexer";
import { beginsOperand, endsOperand, isInfix } from "./operands";
import { excerpt, type ReadingProblem, rangeOf } from "../report";

/** An operator with nothing on one of its sides, or two operands with nothing between them. */
export function missingPart(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  return withoutLeft(tokens, index) ?? withoutRight(tokens, index) ?? withoutOperator(tokens, index);
}

function withoutLeft(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  if (here === undefined || !isInfix(here) || (before !== undefined && endsOperand(before))) {
    return undefined;
  }
  // Of two operators in a row the first is the one that lacks something; but `in` has to have a group before it.
  if (here.text !== "in" && before !== undefined && isOperator(before)) {
    return undefined;
  }
  return {
    rule: "missing-operand",
    message: `nothing stands on the left of ${here.text}`,
    suggestion: here.text === "in" ? 'Write the group there, in quotes: "kafka" in groups' : writeThere(here),
    ...rangeOf(here),
  };
}

function withoutRight(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  if (before === undefined || !isOperator(before) || (here !== undefined && beginsOperand(here))) {
    return undefined;
  }
  return {
    rule: "missing-operand",
    message: `nothing stands on the right of ${before.text}`,
    suggestion: before.text === "in" ? "Write groups there" : writeThere(before),
    ...rangeOf(before),
  };
}

function writeThere({ text }: Token): string {
  const isOfConditions = ["&&", "||", "!", "?", ":"].includes(text);
  return `Write a ${isOfConditions ? "condition" : "value"} there, or remove the operator`;
}

function withoutOperator(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  if (before === undefined || here === undefined || !endsOperand(before) || !beginsOperand(here)) {
    return undefined;
  }
  return {
    rule: "missing-operator",
    message: `no operator stands between ${excerpt(before.text)} and ${excerpt(here.text)}`,
    suggestion: operatorMeant(tokens, index, before, here),
    ...rangeOf(here),
  };
}

function operatorMeant(tokens: readonly Token[], index: number, before: Token, here: Token): string {
  if (here.text === "!" && tokens[index + 1]?.text === "in") {
    return 'Write !("kafka" in groups) for "kafka" not in groups';
  }
  if (/^(?:""|'')$/.test(before.text) && before.end === here.start) {
    return `Write one quote on either side of the text: "${excerpt(here.text)}"`;
  }
  if (before.kind === "string" && here.text === "groups") {
    return `Write in between them: ${excerpt(before.text)} in groups`;
  }
  if (before.kind === "string" && here.kind === "string") {
    return 'Ask for each by itself: "a" in groups || "b" in groups';
  }
  if (before.kind === "string" && here.kind === "name") {
    return `A group is looked for with in: ${excerpt(before.text)} in groups`;
  }
  return before.kind === "name" && here.kind === "name" && !VARIABLES.has(before.text)
    ? `Put quotes around the name of a group: "${excerpt(wordsAround(tokens, index))}"`
    : "Join two conditions with && (both) or || (either)";
}

const VARIABLES: ReadonlySet<string> = new Set(["groups", "claims", "true", "false"]);

/** `Kafka Team Admins`, with a space between each two. */
function wordsAround(tokens: readonly Token[], index: number): string {
  const isWord = (place: number) => {
    const token = tokens[place];
    return token?.kind === "number" || (token?.kind === "name" && token.text !== "in");
  };
  let [first, last] = [index, index];
  while (isWord(first - 1)) {
    first -= 1;
  }
  while (isWord(last + 1)) {
    last += 1;
  }
  return tokens
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join(" ");
}

function isOperator(token: Token): boolean {
  return isInfix(token) || ["!", "-", ":"].includes(token.text);
}
