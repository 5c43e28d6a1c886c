import type { Token } from "../lexer";
import { excerpt, readingProblem, type ReadingProblem, type ReadingRuleId } from "../report";

/** Finds why the parser cannot continue at a token or at the end. The cause may be before it, such as an unclosed quote. */
export function syntaxProblem(tokens: readonly Token[], index: number): ReadingProblem {
  const stray = tokens.slice(0, index + 1).find(({ kind }) => kind === "stray");
  const bracket = unmatchedBracket(tokens);
  const problem =
    (stray && strayProblem(stray)) ??
    (bracket && bracket.start <= (tokens[index]?.start ?? Infinity) ? bracket : undefined) ??
    wordProblem(tokens, index) ??
    foreignComment(tokens, index) ??
    missingPart(tokens, index) ??
    misplaced(tokens, index);
  const around = tokens.slice(Math.max(0, index - 6), index + 4).map(({ text }) => text);
  const message = "CEL has no lambdas: write the variable and the condition with a comma between them";
  return LAMBDA.test(around.join(" ")) ? { ...problem, message } : problem;
}

/** The variable of a macro as in other languages: `exists(g -> …)`, `exists((g) => …)`, `exists(lambda g: …)` */
const LAMBDA =
  /\. \w+ \( (?:(?:lambda )?(?:\( )?\w+ (?:\) )?(?:, )?(?:=>|- >|:|\|(?! \|))|\| \w+ \||function )/;

function strayProblem(token: Token): ReadingProblem {
  const [, rule = "unexpected-character", why = "% has no meaning in CEL"] =
    KINDS.find(([kind]) => kind.test(token.text)) ?? [];
  const message = why.replace("%", () => excerpt(token.text));
  return readingProblem(rule, token, message);
}

const KINDS: readonly (readonly [kind: RegExp, rule: ReadingRuleId, why: string])[] = [
  [/^["']$/, "unclosed-quote", "this quote is never closed"],
  [/^[“”„‟«»‘’‚‛‹›´]$/, "typographic-quote", "% is a typographic quote, but CEL uses straight quotes"],
  [/^[&|=!<>]+$/, "unknown-operator", "% is not an operator of CEL"],
  [/^[\p{L}\p{M}\p{N}_]+$/u, "unquoted-text", "this word is not in quotes"],
];

const OPERATOR_WORDS = new Set("and or not in is eq equals ne xor contains has like matches".split(" "));

/** A reserved word, or an operator of other languages. In `not "a" in groups` the parser fails at the token after it. */
function wordProblem(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const here = tokens[index];
  if (here !== undefined && RESERVED.has(here.text)) {
    return readingProblem("reserved-word", here, `${here.text} is a reserved word of CEL`);
  }
  for (const place of [index, index - 1]) {
    const token = tokens[place];
    if (token !== undefined && token.text !== "in" && OPERATOR_WORDS.has(token.text.toLowerCase())) {
      return readingProblem("word-as-operator", token, `${token.text} is not an operator of CEL`);
    }
  }
  return undefined;
}

function foreignComment(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] =
    tokens[index]?.text === "*" ? tokens.slice(index - 1, index + 1) : tokens.slice(index, index + 2);
  return before?.text === "/" && here?.text === "*" && before.end === here.start
    ? readingProblem(
        "block-comment",
        { start: before.start, end: here.end },
        "CEL has no block comments, only // comments",
      )
    : undefined;
}

function missingPart(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const [before, here] = [tokens[index - 1], tokens[index]];
  const isAfterOperator = before !== undefined && (isInfix(before) || ["!", "-", ":"].includes(before.text));
  const isAfterOperand = before !== undefined && endsOperand(before);
  // Of two operators in a row, the first lacks an operand; but `in` needs a group before it.
  if (here !== undefined && isInfix(here) && !isAfterOperand && (here.text === "in" || !isAfterOperator)) {
    return readingProblem("missing-operand", here, `there is nothing before ${here.text}`);
  }
  const isBeforeOperand = here !== undefined && beginsOperand(here);
  if (isAfterOperator && !isBeforeOperand) {
    return readingProblem("missing-operand", before, `there is nothing after ${before.text}`);
  }
  if (isAfterOperand && isBeforeOperand) {
    const message = `there is no operator between ${excerpt(before.text)} and ${excerpt(here.text)}`;
    return readingProblem("missing-operator", here, message);
  }
  return undefined;
}

function misplaced(tokens: readonly Token[], index: number): ReadingProblem {
  const before = tokens[index - 1];
  if (before?.text === ".") {
    return readingProblem("syntax", before, "there is no name after this dot");
  }
  const end = before?.end ?? 0;
  const here = tokens[index] ?? { kind: "symbol", text: "", start: end, end };
  const why = here.text === "," ? ": join conditions with && (both) or || (either)" : "";
  return readingProblem("syntax", here, `unexpected ${excerpt(here.text)}${why}`);
}

/** Whether the token is the brace of a message such as `Foo{}` or `Foo{?a: 1}`, which is no other CEL. */
export function isMessage(tokens: readonly Token[], index: number): boolean {
  const following = tokens.slice(index, index + 4).map(({ text }) => text);
  return (
    tokens[index - 1]?.kind === "name" && /^\{ (?:[},]|(?:\? )?[A-Za-z_]\w* :)/.test(following.join(" "))
  );
}

/** Finds the first unmatched bracket: a closing one, or an opening one that another kind of bracket closes. */
export function unmatchedBracket(tokens: readonly Token[]): ReadingProblem | undefined {
  const problem = (bracket: Token, why: string) =>
    readingProblem("unmatched-bracket", bracket, `this ${bracket.text} ${why}`);
  const open: Token[] = [];
  for (const token of tokens) {
    if (PARTNERS.has(token.text)) {
      open.push(token);
    } else if (CLOSING.has(token.text)) {
      const opening = open.pop();
      if (opening === undefined) {
        return problem(token, "is never opened");
      }
      if (PARTNERS.get(opening.text) !== token.text) {
        return problem(opening, `is closed by ${token.text}`);
      }
    }
  }
  const last = open.at(-1);
  return last && problem(last, "is never closed");
}

export const PARTNERS = new Map(Object.entries({ "(": ")", "[": "]", "{": "}" }));

export const CLOSING = new Set(PARTNERS.values());

function endsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? text === ")" || text === "]" || text === "}" : text !== "in";
}

function beginsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? /^[([{!-]$/.test(text) : text !== "in" && !RESERVED.has(text);
}

function isInfix({ kind, text }: Token): boolean {
  return kind === "name" ? text === "in" : kind === "symbol" && /^(?:[&|=!<>]{2}|[<>]=?|[*/%+?])$/.test(text);
}

/** Words that CEL does not allow as names. */
export const RESERVED = new Set(
  "as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);
