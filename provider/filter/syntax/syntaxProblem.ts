import { missingPart } from "./missingPart";
import type { Token } from "../lexer";
import { RESERVED } from "./operands";
import { operatorWord } from "./operatorWord";
import { excerpt, readingProblem, type ReadingProblem } from "../report";
import { strayProblem } from "./strayProblem";
import { CLOSING, unmatchedBracket } from "./unmatchedBracket";

/**
 * What is wrong with tokens if the parser cannot go on at this one, or at the end. The cause may be elsewhere: a quote that is
 * never closed, a bracket without a partner.
 */
export function syntaxProblem(tokens: readonly Token[], index: number): ReadingProblem {
  const stray = tokens.findIndex(({ kind }) => kind === "stray");
  return (
    (stray >= 0 ? strayProblem(tokens, stray) : undefined) ??
    unmatchedBracket(tokens) ??
    reservedWord(tokens, index) ??
    operatorWord(tokens, index) ??
    foreignComment(tokens, index) ??
    missingPart(tokens, index) ??
    misplaced(tokens, index)
  );
}

function reservedWord(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const here = tokens[index];
  if (here === undefined || !RESERVED.has(here.text)) {
    return undefined;
  }
  const suggestion =
    tokens[index + 1]?.text === "in"
      ? `Put quotes around the name of a group: "${here.text}"`
      : "Remove it: a filter is the condition alone";
  return readingProblem("reserved-word", here, `${here.text} is a word that CEL reserves`, suggestion);
}

/** `/*`, which begins a comment elsewhere. */
function foreignComment(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  if (before?.text !== "/" || here?.text !== "*" || before.end !== here.start) {
    return undefined;
  }
  const suggestion = "Write // before a comment, which then goes to the end of its line";
  const range = { start: before.start, end: here.end };
  return readingProblem("block-comment", range, "/* begins no comment in CEL", suggestion);
}

function misplaced(tokens: readonly Token[], index: number): ReadingProblem {
  const before = tokens[index - 1];
  if (before?.text === ".") {
    return readingProblem("syntax", before, "no name stands behind this dot", "Remove the dot");
  }
  const end = before?.end ?? 0;
  const here = tokens[index] ?? { kind: "symbol", text: "", start: end, end };
  if (here.kind === "quoted name") {
    const message = `${excerpt(here.text)} is in backticks, which only a name after a dot may have`;
    return readingProblem("syntax", here, message, 'Write straight double quotes: "kafka"');
  }
  if (before?.text === "," && here.text === ")") {
    const message = "nothing stands between the comma and the bracket";
    return readingProblem("syntax", { start: before.start, end: here.end }, message, "Remove the comma");
  }
  return readingProblem(
    "syntax",
    here,
    `${excerpt(here.text)} cannot stand here`,
    insteadOf(here.text, before),
  );
}

function insteadOf(text: string, before: Token | undefined): string {
  const isFirst = before === undefined || /^[([{,]$/.test(before.text);
  switch (text) {
    case ")":
      return "Write a condition between the brackets, or remove them";
    case "]":
      return "Write something between the brackets, such as groups[0], or remove them";
    case ",":
      return isFirst
        ? "Remove the comma"
        : before.kind === "string"
          ? 'Ask for each by itself: "a" in groups || "b" in groups'
          : "Join two conditions with && (both) or || (either)";
    default:
      return "Remove it, or put quotes around the text that it belongs to";
  }
}

/** @param here what stands in place of the colon */
export function missingColon(question: Token, here: Token): ReadingProblem | undefined {
  const suggestion = 'Write a second condition: "a" in groups ? "b" in groups : "c" in groups';
  return here.text === "" || CLOSING.has(here.text)
    ? readingProblem("missing-colon", question, "this ? has no : behind it", suggestion)
    : undefined;
}

/** Whether `Foo{}`, `Foo{,}`, `Foo{a: 1}` or `Foo{?a: 1}` is at its brace there: what begins so is no other CEL. */
export function isMessage(tokens: readonly Token[], index: number): boolean {
  const following = tokens.slice(index, index + 4).map(({ text }) => text);
  return (
    tokens[index - 1]?.kind === "name" && /^\{ (?:[},]|(?:\? )?[A-Za-z_]\w* :)/.test(following.join(" "))
  );
}
