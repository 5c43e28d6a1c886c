import { codePoint, excerpt, type Issue, type Range } from "../report";
import { childrenOf, type Node } from "../syntax";
import type { LintContext } from "./context";
import { defineRule, issueAt, type Rule } from "./rule";

/** A text that names a group: the whole filter, or a text in quotes. */
interface GroupName extends Range {
  readonly text: string;
  readonly isInQuotes: boolean;
  /** It is compared with a name, and so no part of one, as in `g.startsWith("kafka ")`. */
  readonly isWhole: boolean;
  /** It is compared with the name of a group, and not with `claims.department`. */
  readonly isOfGroup: boolean;
}

function namesIn({ reading, text, tree }: LintContext): readonly GroupName[] {
  const whole = { text, start: 0, end: text.length, isInQuotes: false, isWhole: true, isOfGroup: true };
  return reading.kind === "group" ? [whole] : tree === undefined ? [] : quotedNamesIn(text, tree);
}

function quotedNamesIn(text: string, node: Node, parent?: Node): readonly GroupName[] {
  if (node.kind !== "literal" || node.type !== "string") {
    return childrenOf(node).flatMap((child) => quotedNamesIn(text, child, node));
  }
  const [opening = "", quotes = ""] = /^[rR]?("""|'''|["'])/.exec(text.slice(node.start, node.end)) ?? [];
  const [start, end] = [node.start + opening.length, node.end - quotes.length];
  const operator = parent?.kind === "binary" ? parent.operator : parent?.kind;
  const isOfGroup =
    operator === "in" ||
    operator === "list" ||
    (operator === "==" && parent !== undefined && childrenOf(parent).some(({ kind }) => kind === "variable"));
  const isWhole = isOfGroup || operator === "==" || operator === "!=";
  return [{ text: text.slice(start, end), start, end, isInQuotes: true, isWhole, isOfGroup }];
}

/** A rule about each name by itself. */
function nameRule<const Id extends string>(
  id: Id,
  summary: string,
  example: string,
  check: (name: GroupName) => readonly Issue[],
): Rule<Id> {
  return { id, severity: "warning", summary, example, check: (context) => namesIn(context).flatMap(check) };
}

export const surroundingWhitespace = nameRule(
  "surrounding-whitespace",
  "A group's identifier begins or ends with white space, which is part of the name.",
  " kafka-admins",
  ({ text, start, end, isWhole }) => {
    const [before, after] = [text.length - text.trimStart().length, text.length - text.trimEnd().length];
    const range = before > 0 ? { start, end: start + before } : { start: end - after, end };
    const message = `the group's identifier ${before > 0 ? "begins" : "ends"} with white space, which counts`;
    return isWhole && text.trim() !== "" && before + after > 0
      ? [issueAt(range, message, "Remove it, unless the identity provider sends it so", "")]
      : [];
  },
);

export const emptyName = nameRule(
  "empty-name",
  "The quotes in which a group's identifier stands are empty, or hold only white space.",
  '"" in groups',
  (name) =>
    name.isOfGroup && name.text.trim() === ""
      ? [issueAt(name, "no group has an empty name", "Write the group's identifier in the quotes")]
      : [],
);

export const invisibleCharacter = nameRule(
  "invisible-character",
  "A group's identifier, or a text in quotes, contains a character that cannot be seen or only looks like a space.",
  '"kafka\u200b" in groups',
  ({ text, start, isInQuotes, isWhole }) =>
    [...text.matchAll(new RegExp(isInQuotes ? `${INVISIBLE}|[\\t\\r\\n]` : INVISIBLE, "gu"))]
      // White space at the ends is reported as such.
      .filter(
        ({ index }) =>
          !isWhole || (text.slice(0, index + 1).trim() !== "" && text.slice(index).trim() !== ""),
      )
      .map(({ 0: character, index }) => {
        const [what, how, replacement] = /\s/u.test(character)
          ? ["looks like a space but is not one", "Write a plain space instead", " "]
          : ["cannot be seen", "Remove it", ""];
        const range = { start: start + index, end: start + index + character.length };
        const suggestion = `${how}, unless the identity provider sends it so`;
        return issueAt(range, `${codePoint(character)} ${what}, and counts`, suggestion, replacement);
      }),
);

/** What joins emoji, or letters of some scripts, or selects their form. Behind them it is no mistake. */
const JOINER = String.raw`\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0020}-\u{E01EF}]`;
const JOINED = String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\u{E0020}-\u{E007F}]|(?!\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic})\p{L}`;
const INVISIBLE = String.raw`(?<!${JOINED})(?:${JOINER})(?!\u20E3)|(?!${JOINER})\p{Default_Ignorable_Code_Point}|[\u2800\uFFF9-\uFFFB\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}`;

export const placeholder = nameRule(
  "placeholder",
  "A group's identifier contains a placeholder that was never filled in.",
  '"${group}" in groups',
  ({ text, start, isInQuotes }) => {
    const [found] = [PLACEHOLDER.exec(text), isInQuotes ? NO_VALUE.exec(text) : null].filter(
      (match) => match !== null,
    );
    if (found === undefined) {
      return [];
    }
    const range = { start: start + found.index, end: start + found.index + found[0].length };
    const message = `${excerpt(found[0])} looks like a placeholder that was never filled in`;
    return [issueAt(range, message, "Write the group's identifier in its place")];
  },
);

/**
 * Of template literals and shells, Handlebars, Python and C, tags, and what JavaScript writes for no text. A number in braces
 * behind a character is a quantifier of a regular expression: `[a-z]{3}`.
 */
const PLACEHOLDER =
  /[$#@]\{[^}]*\}?|\$\([^)]*\)|(?<!\w)\$(?:[A-Z][A-Z0-9_]*|env:\w+|[gG]roup\w*)|\{\{[^]*?\}\}|<%[^]*?%>|(?<![\w\])}.])\{\d*\}|\{group\w*\}|<[A-Za-z][\w .-]*>|%(?:[sdv](?!\w)|\(\w+\)s|[A-Z_]{2,}%)|(?<!\w)@@?\w+@@?(?!\w)|__[A-Z]+(?:_[A-Z]+)*__|\[object \w+\]|(?<![\p{L}\p{N}])undefined(?![\p{L}\p{N}])/u;
const NO_VALUE = /^(?:null|NaN|None|nil)$/;

/** As a group's identifier it is valid, and lets in hardly anybody. */
export const looksLikeExpression = defineRule({
  id: "looks-like-expression",
  severity: "warning",
  summary: "The filter is treated as a group's identifier, but it looks like an expression.",
  example: "kafka-admins IN groups",
  check: ({ lookalike, truth }) =>
    lookalike === undefined || truth?.always === "everyone"
      ? []
      : [
          issueAt(
            lookalike,
            "this is taken for the identifier of one group, and looks nearly like a condition",
            'Write a condition as "kafka" in groups, && and || between several, and true for everybody',
          ),
        ],
});
