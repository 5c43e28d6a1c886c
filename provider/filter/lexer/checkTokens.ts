import { pairBrackets, PARTNERS, type Pairs } from "./pairBrackets";
import { decodeString, problemOfNumber } from "./literals";
import { isOperandPlace } from "./operandPlace";
import { excerpt, type ReadingProblem, rangeOf } from "../report";
import { strayProblem } from "./strayProblem";
import type { Token } from "./tokens";
import { unquotedText } from "./unquotedText";

/** The first token that is none of CEL's, or the first bracket without a partner; otherwise which bracket closes which. */
export function checkTokens(
  tokens: readonly Token[],
): { readonly pairs: Pairs } | { readonly problem: ReadingProblem } {
  // Only the first is looked into: to say what is meant takes as long as the text is.
  for (const index of tokens.keys()) {
    const problem = problemOfToken(tokens, index);
    if (problem !== undefined) {
      return { problem };
    }
  }
  const brackets = pairBrackets(tokens);
  return "pairs" in brackets ? brackets : { problem: unpaired(brackets.unpaired, brackets.instead) };
}

function problemOfToken(tokens: readonly Token[], index: number): ReadingProblem | undefined {
  const token = tokens[index];
  const [before, after] = [tokens[index - 1], tokens[index + 1]];
  switch (token?.kind) {
    case "stray":
      return strayProblem(tokens, index);
    case "string": {
      const decoded = decodeString(token);
      return "problem" in decoded ? decoded.problem : undefined;
    }
    case "number":
      // `9efcf0ab-9227-…` is no number but a GUID, and `2fa` a name; `1in` is two tokens to CEL.
      if (after?.kind === "name" && after.start === token.end && after.text !== "in") {
        return unquotedText(tokens, index);
      }
      return problemOfNumber(token, before?.text === "-" && isOperandPlace(tokens, index - 1));
    case "quoted name":
      return before?.text === "."
        ? undefined
        : {
            rule: "syntax",
            message: `${excerpt(token.text)} is in backticks, which only a name after a dot may have`,
            suggestion: 'Write straight double quotes: "kafka"',
            ...rangeOf(token),
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

function unpaired(token: Token, instead: Token | undefined): ReadingProblem {
  const partner = PARTNERS.get(token.text);
  const { start, end } = token;
  if (partner === undefined) {
    return {
      rule: "unmatched-bracket",
      message: `nothing opens this ${token.text}`,
      suggestion: "Remove it, or write its partner",
      start,
      end,
    };
  }
  return {
    rule: "unmatched-bracket",
    message:
      instead === undefined
        ? `this ${token.text} is never closed`
        : `this ${token.text} is closed by ${instead.text}`,
    suggestion: `Write ${partner} where it ends`,
    start,
    end,
  };
}
