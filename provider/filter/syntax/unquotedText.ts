import { excerpt, type ReadingProblem } from "../report";
import type { Token } from "../lexer";

/** A word that is no name of CEL's, such as `Domänen-Admins` or a GUID: all of it, not just the piece that does not fit. */
export function unquotedText(tokens: readonly Token[], index: number): ReadingProblem {
  const isPart = (place: number) => PART.test(tokens[place]?.text ?? "");
  const isJoined = (place: number) => tokens[place - 1]?.end === tokens[place]?.start;
  let [first, last] = [index, index];
  while (isPart(first - 1) && isJoined(first)) {
    first -= 1;
  }
  while (isPart(last + 1) && isJoined(last + 1)) {
    last += 1;
  }
  const word = tokens.slice(first, last + 1);
  const text = word.map((token) => token.text).join("");
  return {
    rule: "unquoted-text",
    message: `${excerpt(text)} is a word, and stands outside quotes`,
    suggestion: `Put quotes around it: "${excerpt(text)}"`,
    start: word[0]?.start ?? 0,
    end: word.at(-1)?.end ?? 0,
  };
}

/** Tokens that the name of a group may be made of. */
const PART = /^(?:[\p{L}\p{M}\p{N}_.]+|-)$/u;
