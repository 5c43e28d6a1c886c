import { missingPart } from "./missingPart";
import type { Token } from "../lexer";
import { RESERVED } from "./operands";
import { operatorWord } from "./operatorWord";
import { excerpt, readingProblem, type ReadingProblem } from "../report";
import { strayProblem } from "./strayProblem";
import { CLOSING, unmatchedBracket } from "./unmatchedBracket";

/**
 * What is wrong with tokens if the parser cannot go on at this one, or at the end. The cause may be before it: a quote that is
 * never closed, a bracket without a partner.
 */
export function syntaxProblem(tokens: readonly Token[], index: number): ReadingProblem {
  const stray = tokens.slice(0, index + 1).find(({ kind }) => kind === "stray");
  const bracket = unmatchedBracket(tokens);
  return (
    (stray && strayProblem(stray)) ??
    (bracket && bracket.start <= (tokens[index]?.start ?? Infinity) ? bracket : undefined) ??
    reservedWord(tokens, index) ??
    operatorWord(tokens, index) ??
    foreignComment(tokens, index) ??
    missingPart(tokens, index) ??
    misplaced(tokens, index)
  );
}

function reservedWord(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const here = tokens[index];
  return here === undefined || !RESERVED.has(here.text)
    ? undefined
    : readingProblem("reserved-word", here, `${here.text} is a word that CEL reserves`);
}

/** `/*`, which begins a comment elsewhere. */
function foreignComment(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] =
    tokens[index]?.text === "*" ? tokens.slice(index - 1, index + 1) : tokens.slice(index, index + 2);
  return before?.text === "/" && here?.text === "*" && before.end === here.start
    ? readingProblem("block-comment", { start: before.start, end: here.end }, "/* begins no comment in CEL")
    : undefined;
}

function misplaced(tokens: readonly Token[], index: number): ReadingProblem {
  const before = tokens[index - 1];
  if (before?.text === ".") {
    return readingProblem("syntax", before, "no name stands behind this dot");
  }
  const end = before?.end ?? 0;
  const here = tokens[index] ?? { kind: "symbol", text: "", start: end, end };
  if (here.kind === "quoted name") {
    return readingProblem(
      "syntax",
      here,
      `${excerpt(here.text)} is in backticks, which only a name after a dot may have`,
    );
  }
  if (before?.text === "," && here.text === ")") {
    const range = { start: before.start, end: here.end };
    return readingProblem("syntax", range, "nothing stands between the comma and the bracket");
  }
  const why = here.text === "," ? ": && (both) or || (either) joins conditions" : "";
  return readingProblem("syntax", here, `${excerpt(here.text)} cannot stand here${why}`);
}

/** @param here what stands in place of the colon */
export function missingColon(question: Token, here: Token): ReadingProblem | undefined {
  return here.text === "" || CLOSING.has(here.text)
    ? readingProblem("missing-colon", question, "this ? has no : behind it")
    : undefined;
}

/** Whether `Foo{}`, `Foo{,}`, `Foo{a: 1}` or `Foo{?a: 1}` is at its brace there: what begins so is no other CEL. */
export function isMessage(tokens: readonly Token[], index: number): boolean {
  const following = tokens.slice(index, index + 4).map(({ text }) => text);
  return (
    tokens[index - 1]?.kind === "name" && /^\{ (?:[},]|(?:\? )?[A-Za-z_]\w* :)/.test(following.join(" "))
  );
}
