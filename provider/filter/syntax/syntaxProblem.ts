import { missingPart } from "./missingPart";
import { CLOSING, PARTNERS, RESERVED, type Token } from "../lexer";
import { operatorWord } from "./operatorWord";
import { excerpt, type ReadingProblem, rangeOf } from "../report";

/**
 * What is wrong where the parser cannot go on.
 *
 * @param at offset of the first token that does not fit; beyond the last where the text ends too early
 */
export function syntaxProblem(tokens: readonly Token[], at: number): ReadingProblem {
  const found = tokens.findIndex(({ end }) => end > at);
  const index = found < 0 ? tokens.length : found;
  return (
    reservedWord(tokens, index) ??
    operatorWord(tokens, index) ??
    foreignComment(tokens, index) ??
    missingPart(tokens, index) ??
    withoutName(tokens, index) ??
    withoutColon(tokens, index) ??
    (index < tokens.length ? misplaced(tokens, index) : brokenOff(tokens))
  );
}

function reservedWord(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const here = tokens[index];
  return here?.kind === "name" && RESERVED.has(here.text)
    ? {
        rule: "reserved-word",
        message: `${here.text} is a word that CEL reserves`,
        suggestion:
          tokens[index + 1]?.text === "in"
            ? `Put quotes around the name of a group: "${here.text}"`
            : "Remove it: a filter is the condition alone",
        ...rangeOf(here),
      }
    : undefined;
}

/** `/*`, which begins a comment elsewhere. */
function foreignComment(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  return before?.text === "/" && here?.text === "*" && before.end === here.start
    ? {
        rule: "block-comment",
        message: "/* begins no comment in CEL",
        suggestion: "Write // before a comment, which then goes to the end of its line",
        start: before.start,
        end: here.end,
      }
    : undefined;
}

/** A dot, and no name that it could stand before. */
function withoutName(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const before = tokens[index - 1];
  return before?.text === "."
    ? {
        rule: "syntax",
        message: "no name stands behind this dot",
        suggestion: "Remove the dot",
        ...rangeOf(before),
      }
    : undefined;
}

/** The end of a text, or of what stands in brackets, where a `?` still needs its second half. */
function withoutColon(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const here = tokens[index];
  const isEnd = here === undefined || CLOSING.has(here.text);
  const question = isEnd ? lastQuestion(tokens.slice(0, index)) : undefined;
  return question !== undefined
    ? {
        rule: "missing-colon",
        message: "this ? has no : behind it",
        suggestion: 'Write a second condition: "a" in groups ? "b" in groups : "c" in groups',
        ...rangeOf(question),
      }
    : undefined;
}

function misplaced(tokens: readonly Token[], index: number): ReadingProblem {
  const { text, start, end } = tokens[index] ?? { text: "", start: 0, end: 0 };
  return {
    rule: "syntax",
    message: `${excerpt(text)} cannot stand here`,
    suggestion: insteadOf(text, tokens[index - 1]),
    start,
    end,
  };
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

/** Nothing is too much, but something is missing at the end. */
function brokenOff(tokens: readonly Token[]): ReadingProblem {
  const end = tokens.at(-1)?.end ?? 0;
  return {
    rule: "syntax",
    message: "the expression ends too early",
    suggestion: 'Write a whole condition, such as "kafka" in groups',
    start: end,
    end,
  };
}

/** The last `?` in the innermost open bracket that no `:` belongs to; those of `.?` and `[?` need none. */
function lastQuestion(tokens: readonly Token[]): Token | undefined {
  const open: Token[][] = [[]];
  for (const [index, token] of tokens.entries()) {
    if (PARTNERS.has(token.text)) {
      open.push([]);
    } else if (CLOSING.has(token.text)) {
      open.pop();
    } else if (token.text === ":") {
      open.at(-1)?.pop();
    } else if (token.text === "?" && !/^[.[]$/.test(tokens[index - 1]?.text ?? "")) {
      open.at(-1)?.push(token);
    }
  }
  return open.at(-1)?.at(-1);
}
