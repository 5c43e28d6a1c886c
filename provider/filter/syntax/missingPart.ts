import type { Token } from "../lexer";
import { beginsOperand, endsOperand, isInfix } from "./operands";
import { excerpt, readingProblem, type ReadingProblem } from "../report";

/** An operator with nothing on one of its sides, or two operands with nothing between them. */
export function missingPart(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  const isAfterOperator = before !== undefined && isOperator(before);
  const isAfterOperand = before !== undefined && endsOperand(before);
  // Of two operators in a row the first is the one that lacks something; but `in` has to have a group before it.
  if (here !== undefined && isInfix(here) && !isAfterOperand && (here.text === "in" || !isAfterOperator)) {
    const suggestion =
      here.text === "in" ? 'Write the group there, in quotes: "kafka" in groups' : writeThere(here);
    return readingProblem("missing-operand", here, `nothing stands on the left of ${here.text}`, suggestion);
  }
  const isBeforeOperand = here !== undefined && beginsOperand(here);
  if (isAfterOperator && !isBeforeOperand) {
    const message = `nothing stands on the right of ${before.text}`;
    const suggestion = before.text === "in" ? "Write groups there" : writeThere(before);
    return readingProblem("missing-operand", before, message, suggestion);
  }
  if (isAfterOperand && isBeforeOperand) {
    const message = `no operator stands between ${excerpt(before.text)} and ${excerpt(here.text)}`;
    return readingProblem("missing-operator", here, message, operatorMeant(tokens, index, before, here));
  }
  return undefined;
}

function isOperator(token: Token): boolean {
  return isInfix(token) || ["!", "-", ":"].includes(token.text);
}

function writeThere({ text }: Token): string {
  const isOfConditions = ["&&", "||", "!", "?", ":"].includes(text);
  return `Write a ${isOfConditions ? "condition" : "value"} there, or remove the operator`;
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
  const isNoWord = ({ kind, text }: Token) => !["name", "number"].includes(kind) || text === "in";
  const first = tokens.slice(0, index).findLastIndex(isNoWord) + 1;
  const length = tokens.slice(first).findIndex(isNoWord);
  const words = length < 0 ? tokens.slice(first) : tokens.slice(first, first + length);
  return words.map(({ text }) => text).join(" ");
}
