import type { Token } from "../lexer";
import { excerpt, readingProblem, type ReadingProblem } from "../report";

/** Why CEL has no use for the stray token at `index`. */
export function strayProblem(tokens: readonly Token[], index: number): ReadingProblem {
  const here = tokens[index] ?? { text: "", start: 0, end: 0 };
  const { text } = here;
  if (text === '"' || text === "'") {
    return readingProblem("unclosed-quote", here, "this quote is never closed", closing(tokens, index));
  }
  if (TYPOGRAPHIC_QUOTES.test(text)) {
    const message = `${text} is a typographic quote, which CEL does not know`;
    return readingProblem("typographic-quote", here, message, 'Write a straight one: "');
  }
  const meant = MEANT.find(([pattern]) => pattern.test(text))?.[1];
  if (meant !== undefined) {
    const message = `${excerpt(text)} is not an operator of CEL`;
    return readingProblem("unknown-operator", here, message, insteadOf(tokens, index, meant));
  }
  if (PART_OF_WORD.test(text)) {
    return unquotedText(tokens, index);
  }
  const message = `CEL has no use for ${excerpt(text)}`;
  return readingProblem("unexpected-character", here, message, withoutCharacter(text));
}

const TYPOGRAPHIC_QUOTES = /^[“”„‟«»‘’‚‛‹›´]$/;

const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^&+$/, "&&"],
  [/^\|+$/, "||"],
  [/^=+$/, "=="],
  [/^(?:<>|!=+)$/, "!="],
  [/^(?:<=+|=<)$/, "<="],
  [/^(?:>=+|=>)$/, ">="],
];

/** Where the partner of a quote belongs. */
function closing(tokens: readonly Token[], index: number): string {
  const [before, quote] = [tokens[index - 1], tokens[index]];
  const { text = "", start = 0 } = quote ?? {};
  const isJoined = before?.end === start;
  if (isJoined && before.kind === "string") {
    return "Remove it: the text ends right before it";
  }
  if (before?.text === "groups") {
    return "Remove it";
  }
  if (isJoined && before.kind === "name") {
    return `Write another ${text} before ${excerpt(before.text)}`;
  }
  const other = tokens.slice(index + 1).find((token) => TYPOGRAPHIC_QUOTES.test(token.text))?.text;
  if (other !== undefined) {
    return `Write ${text} in place of ${other}, which is a typographic quote`;
  }
  return index === tokens.length - 1 && index > 0
    ? `Remove it, or write another ${text} after the text`
    : `Write another ${text} after the text`;
}

/** `groups = "a"` means that the group is among them, and not that they are equal. */
function insteadOf(tokens: readonly Token[], index: number, meant: string): string {
  const before = tokens.slice(Math.max(0, index - 6), index).map(({ text }) => text);
  if (tokens[index]?.text === "=>") {
    // `groups.exists(g => …)`, `groups.exists((g) => …)`: an arrow makes a function elsewhere.
    const [, bare, bracketed] = /\. \w+ \( (?:(\w+)|\( (\w+) \))$/.exec(before.join(" ")) ?? [];
    const parameter = bare ?? bracketed;
    if (parameter !== undefined) {
      const name = excerpt(parameter);
      return `Write the name and a comma: groups.exists(${name}, ${name} == "kafka")`;
    }
    if (before.at(before.at(-1) === ")" ? -3 : -2) === "in") {
      return 'Write ! and || where one condition is to follow from another: !("a" in groups) || "b" in groups';
    }
  }
  if (meant === "==" || meant === "!=") {
    const around = [tokens[index - 1], tokens[index + 1]];
    const text = around.find((token) => token?.kind === "string");
    const isMember = /^(?:in|\.)$/.test(before.at(-2) ?? "");
    if (text !== undefined && !isMember && around.some((token) => token?.text === "groups")) {
      const membership = `${excerpt(text.text)} in groups`;
      return `Write ${meant === "==" ? membership : `!(${membership})`}`;
    }
  }
  return `Write ${meant} instead`;
}

/** A word that is no name of CEL's, such as `Domänen-Admins` or a GUID: all of it, not just the piece that does not fit. */
function unquotedText(tokens: readonly Token[], index: number): ReadingProblem {
  const isJoined = (place: number) =>
    tokens[place - 1]?.end === tokens[place]?.start &&
    [place - 1, place].every((part) => PART_OF_WORD.test(tokens[part]?.text ?? ""));
  let [first, last] = [index, index];
  while (isJoined(first)) {
    first -= 1;
  }
  while (isJoined(last + 1)) {
    last += 1;
  }
  const word = tokens.slice(first, last + 1);
  const text = excerpt(word.map((token) => token.text).join(""));
  return readingProblem(
    "unquoted-text",
    { start: word[0]?.start ?? 0, end: word.at(-1)?.end ?? 0 },
    `${text} is a word, and stands outside quotes`,
    `Put quotes around it: "${text}"`,
  );
}

/** A token that the name of a group may be made of. */
const PART_OF_WORD = /^(?:[\p{L}\p{M}\p{N}_.]+|-)$/u;

function withoutCharacter(text: string): string {
  if (text === "#") {
    return "Write // before a comment; elsewhere put quotes around the text that it belongs to";
  }
  if (/^\p{Zs}$/u.test(text)) {
    return "Write a plain space instead";
  }
  return /^[\p{Cf}\u2028\u2029]$/u.test(text)
    ? "Remove it: it cannot be seen, and came along with a copied text"
    : "Remove it, or put quotes around the text that it belongs to";
}
