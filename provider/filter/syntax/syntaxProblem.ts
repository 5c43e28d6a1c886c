import type { Token } from "../lexer";
import { beginsOperand, endsOperand, isInfix, RESERVED } from "./operands";
import { excerpt, readingProblem, type ReadingProblem, type ReadingRuleId } from "../report";
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

/** Why CEL has no use for a stray token. */
function strayProblem(token: Token): ReadingProblem {
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

function reservedWord(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const here = tokens[index];
  return here === undefined || !RESERVED.has(here.text)
    ? undefined
    : readingProblem("reserved-word", here, `${here.text} is a word that CEL reserves`);
}

/** What people write for an operator, and CEL does not have. */
const OPERATOR_WORDS: ReadonlySet<string> = new Set(
  "and or not in is eq equals ne xor contains has like matches".split(" "),
);

/**
 * A word that is an operator in other languages. It is also the cause if the parser fails at the token after it: at `"a"`
 * in `not "a" in groups`.
 */
function operatorWord(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  for (const place of [index, index - 1]) {
    const token = tokens[place];
    if (token !== undefined && token.text !== "in" && OPERATOR_WORDS.has(token.text.toLowerCase())) {
      return readingProblem("word-as-operator", token, `${token.text} is not an operator of CEL`);
    }
  }
  return undefined;
}

/** `/*`, which begins a comment elsewhere. */
function foreignComment(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] =
    tokens[index]?.text === "*" ? tokens.slice(index - 1, index + 1) : tokens.slice(index, index + 2);
  return before?.text === "/" && here?.text === "*" && before.end === here.start
    ? readingProblem("block-comment", { start: before.start, end: here.end }, "/* begins no comment in CEL")
    : undefined;
}

/** An operator with nothing on one of its sides, or two operands with nothing between them. */
function missingPart(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  const isAfterOperator = before !== undefined && isOperator(before);
  const isAfterOperand = before !== undefined && endsOperand(before);
  // Of two operators in a row the first is the one that lacks something; but `in` has to have a group before it.
  if (here !== undefined && isInfix(here) && !isAfterOperand && (here.text === "in" || !isAfterOperator)) {
    return readingProblem("missing-operand", here, `nothing stands on the left of ${here.text}`);
  }
  const isBeforeOperand = here !== undefined && beginsOperand(here);
  if (isAfterOperator && !isBeforeOperand) {
    return readingProblem("missing-operand", before, `nothing stands on the right of ${before.text}`);
  }
  if (isAfterOperand && isBeforeOperand) {
    const message = `no operator stands between ${excerpt(before.text)} and ${excerpt(here.text)}`;
    return readingProblem("missing-operator", here, message);
  }
  return undefined;
}

function isOperator(token: Token): boolean {
  return isInfix(token) || ["!", "-", ":"].includes(token.text);
}

function misplaced(tokens: readonly Token[], index: number): ReadingProblem {
  const before = tokens[index - 1];
  if (before?.text === ".") {
    return readingProblem("syntax", before, "no name stands behind this dot");
  }
  const end = before?.end ?? 0;
  const here = tokens[index] ?? { kind: "symbol", text: "", start: end, end };
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
