import { pairBrackets, PARTNERS, type Pairs } from "./pairBrackets";
import { decodeString, problemOfNumber } from "./literals";
import { isOperandPlace } from "./operandPlace";
import type { Problem } from "./problem";
import type { Token } from "./tokens";
import { excerpt } from "./visible";

/** The first token that is none of CEL's, or the first bracket without a partner; otherwise which bracket closes which. */
export function checkTokens(
  tokens: readonly Token[],
): { readonly pairs: Pairs } | { readonly problem: Problem } {
  const problems = tokens.map((_, index) => problemOfToken(tokens, index));
  const problem = problems.find((found) => found !== undefined);
  if (problem !== undefined) {
    return { problem };
  }
  const brackets = pairBrackets(tokens);
  return "pairs" in brackets ? brackets : { problem: unpaired(brackets.unpaired, brackets.instead) };
}

function problemOfToken(tokens: readonly Token[], index: number): Problem | undefined {
  const token = tokens[index];
  const before = tokens[index - 1];
  switch (token?.kind) {
    case "stray":
      return strayProblem(token, before);
    case "string": {
      const decoded = decodeString(token);
      return "problem" in decoded ? decoded.problem : undefined;
    }
    case "number":
      return problemOfNumber(token, before?.text === "-" && isOperandPlace(tokens, index - 1));
    case "quoted name":
      return before?.text === "."
        ? undefined
        : {
            rule: "syntax",
            message: `${excerpt(token.text)} is in backticks, which only a name after a dot may have`,
            suggestion: 'Write straight double quotes: "kafka"',
            start: token.start,
            end: token.end,
          };
    case "symbol":
      return token.text === ")" && before?.text === ","
        ? {
            rule: "syntax",
            message: "nothing stands between the comma and the bracket",
            suggestion: "Remove the comma",
            start: before.start,
            end: token.end,
          }
        : undefined;
    case "name":
    case undefined:
      return undefined;
  }
}

function strayProblem({ text, start, end }: Token, before: Token | undefined): Problem {
  const of = (rule: string, message: string, suggestion?: string): Problem => ({
    rule,
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
    start,
    end,
  });
  if (text === '"' || text === "'") {
    return of("unclosed-quote", "this quote is never closed", `Write another ${text} after the text`);
  }
  if (TYPOGRAPHIC_QUOTES.test(text)) {
    return of(
      "typographic-quote",
      `${text} is a typographic quote, which CEL does not know`,
      'Write a straight one: "',
    );
  }
  const meant = MEANT.find(([pattern]) => pattern.test(text))?.[1];
  if (meant !== undefined) {
    const suggestion =
      text === "=" && before?.text === "groups"
        ? 'Write "kafka" in groups; equality is =='
        : `Write ${meant} instead`;
    return of("operator", `${excerpt(text)} is not an operator of CEL`, suggestion);
  }
  if (/^[\p{L}\p{M}\p{N}]/u.test(text)) {
    return of(
      "unquoted-text",
      `${excerpt(text)} is a word, and stands outside quotes`,
      'Put quotes around a text: "kafka"',
    );
  }
  return of(
    "character",
    `CEL has no use for ${excerpt(text)}`,
    "Remove it, or put quotes around the text that it belongs to",
  );
}

const TYPOGRAPHIC_QUOTES = /^[“”„‟«»‘’‚‛‹›´]$/;

const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^&+$/, "&&"],
  [/^\|+$/, "||"],
  [/^=+$/, "=="],
  [/^(?:<>|!=+)$/, "!="],
  [/^<=+$/, "<="],
  [/^>=+$/, ">="],
];

function unpaired(token: Token, instead: Token | undefined): Problem {
  const partner = PARTNERS.get(token.text);
  const { start, end } = token;
  if (partner === undefined) {
    return {
      rule: "bracket",
      message: `nothing opens this ${token.text}`,
      suggestion: "Remove it, or write its partner",
      start,
      end,
    };
  }
  return {
    rule: "bracket",
    message:
      instead === undefined
        ? `this ${token.text} is never closed`
        : `this ${token.text} is closed by ${instead.text}`,
    suggestion: `Write ${partner} where it ends`,
    start,
    end,
  };
}
