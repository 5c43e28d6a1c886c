import { excerpt, type ReadingProblem, type ReadingRuleId } from "../report";
import type { Token } from "../lexer";
import { unquotedText } from "./unquotedText";

/** Why CEL has no use for the stray token at `index`. */
export function strayProblem(tokens: readonly Token[], index: number): ReadingProblem {
  const { text, start, end } = tokens[index] ?? { text: "", start: 0, end: 0 };
  const of = (rule: ReadingRuleId, message: string, suggestion: string): ReadingProblem => ({
    rule,
    message,
    suggestion,
    start,
    end,
  });
  if (text === '"' || text === "'") {
    return of("unclosed-quote", "this quote is never closed", closing(tokens, index));
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
    return of(
      "unknown-operator",
      `${excerpt(text)} is not an operator of CEL`,
      insteadOf(tokens, index, meant),
    );
  }
  if (/^[\p{L}\p{M}\p{N}]/u.test(text)) {
    return unquotedText(tokens, index);
  }
  return of("unexpected-character", `CEL has no use for ${excerpt(text)}`, withoutCharacter(text));
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
  if (before?.end === start && before.kind === "string") {
    return "Remove it: the text ends right before it";
  }
  if (before?.text === "groups") {
    return "Remove it";
  }
  if (before?.end === start && before.kind === "name") {
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
  const parameter = parameterOf(tokens, index);
  if (parameter !== undefined) {
    return `Write the name and a comma: groups.exists(${parameter}, ${parameter} == "kafka")`;
  }
  if (meant === "==" || meant === "!=") {
    const around = [tokens[index - 1], tokens[index + 1]];
    const isMember = tokens[index - 2]?.text === "in" || tokens[index - 2]?.text === ".";
    const text = around.find((token) => token?.kind === "string");
    if (text !== undefined && !isMember && around.some((token) => token?.text === "groups")) {
      const membership = `${excerpt(text.text)} in groups`;
      return `Write ${meant === "==" ? membership : `!(${membership})`}`;
    }
  }
  if (tokens[index]?.text === "=>" && isBehindMembership(tokens, index)) {
    return 'Write ! and || where one condition is to follow from another: !("a" in groups) || "b" in groups';
  }
  return `Write ${meant} instead`;
}

/** Whether `"a" in groups` ends there, perhaps in brackets. */
function isBehindMembership(tokens: readonly Token[], index: number): boolean {
  const last = tokens[index - 1]?.text === ")" ? index - 2 : index - 1;
  return tokens[last - 1]?.text === "in";
}

/** In `groups.exists(g => …)` and `groups.exists((g) => …)`, where an arrow would make a function elsewhere: `g`. */
function parameterOf(tokens: readonly Token[], index: number): string | undefined {
  if (tokens[index]?.text !== "=>") {
    return undefined;
  }
  const before = tokens.slice(Math.max(0, index - 6), index).map(({ text }) => text);
  const match = /\. \w+ \( (?:(\w+)|\( (\w+) \))$/.exec(before.join(" "));
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? undefined : excerpt(name);
}

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
