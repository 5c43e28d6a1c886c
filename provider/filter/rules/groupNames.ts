import { codePoint, excerpt, issueAt, type Range } from "../report";
import { childrenOf, type Node } from "../syntax";
import { type LintContext, type Rule, warning } from "./rule";

/** A group name: the whole filter, or a string in quotes. */
interface GroupName extends Range {
  /** The name with decoded Unicode escapes. */
  readonly text: string;
  /** The offset in the filter of each UTF-16 unit of `text`. */
  readonly offsets: readonly number[];
  readonly isInQuotes: boolean;
  /** Whether it is a whole name, and not a part of one as in `g.startsWith("kafka ")`. */
  readonly isWhole: boolean;
  /** Whether it is compared with a group, and not with `claims.department`. */
  readonly isOfGroup: boolean;
}

function namesIn({ reading, text, tree }: LintContext): readonly GroupName[] {
  if (reading.kind !== "group") {
    return tree === undefined ? [] : quotedNamesIn(text, tree);
  }
  const offsets = Array.from({ length: text.length }, (_, at) => at);
  return [{ text, offsets, start: 0, end: text.length, isInQuotes: false, isWhole: true, isOfGroup: true }];
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
  const units = Array.from(text.slice(start, end).matchAll(/^[rR]/.test(opening) ? /[^]/g : UNIT)).flatMap(
    ({ 0: unit, 1: short, 2: long = short, index }) =>
      (long === undefined ? unit : String.fromCodePoint(parseInt(long, 16)))
        .split("")
        .map((character) => ({ character, offset: start + index })),
  );
  const name = units.map(({ character }) => character).join("");
  const offsets = units.map(({ offset }) => offset);
  return [{ text: name, offsets, start, end, isInQuotes: true, isWhole, isOfGroup }];
}

const UNIT = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|[^])|[^]/g;

function rangeIn({ offsets, end }: GroupName, from: number, to: number): Range {
  return { start: offsets[from] ?? end, end: offsets[to] ?? end };
}

function forEachName(check: (name: GroupName) => ReturnType<Rule["check"]>): Rule["check"] {
  return (context) => namesIn(context).flatMap((name) => check(name) ?? []);
}

export const surroundingWhitespace = warning(
  "surrounding-whitespace",
  "A group name begins or ends with white space, which is part of the name.",
  " kafka-admins",
  forEachName((name) => {
    const { text, isWhole } = name;
    const [before, after] = [text.length - text.trimStart().length, text.length - text.trimEnd().length];
    const range = before > 0 ? rangeIn(name, 0, before) : rangeIn(name, text.length - after, text.length);
    const message = `the group name ${before > 0 ? "begins" : "ends"} with white space, which is part of the name`;
    return isWhole && text.trim() !== "" && before + after > 0
      ? issueAt(range, message, "Remove it, unless the identity provider sends the name with it", "")
      : undefined;
  }),
);

export const emptyName = warning(
  "empty-name",
  "The quotes around a group name are empty, or contain only white space.",
  '"" in groups',
  forEachName((name) =>
    name.isOfGroup && name.text.trim() === ""
      ? issueAt(name, "no group has an empty name", "Write the group name in the quotes")
      : undefined,
  ),
);

export const invisibleCharacter = warning(
  "invisible-character",
  "A group name, or a string in quotes, contains a character that is invisible or only looks like a space.",
  '"kafka\u200b" in groups',
  forEachName((name) => {
    const { text, isInQuotes, isWhole } = name;
    const pattern = new RegExp(isInQuotes ? `${INVISIBLE}|\\p{Cc}` : INVISIBLE, "gu");
    return Array.from(text.matchAll(pattern)).flatMap(({ 0: character, index }) => {
      const isAtEnd = text.slice(0, index + 1).trim() === "" || text.slice(index).trim() === "";
      if (isWhole && isAtEnd) {
        return []; // Other rules report white space at the ends.
      }
      const [what, how, replacement] = /(?!\uFEFF)\s/u.test(character)
        ? ["looks like a space, but is a different character", "Write a plain space instead", " "]
        : ["is invisible but part of the text", "Remove it", ""];
      const range = rangeIn(name, index, index + character.length);
      const suggestion = `${how}, unless the identity provider sends the name with it`;
      return issueAt(range, `${codePoint(character)} ${what}`, suggestion, replacement);
    });
  }),
);

/** Characters that join or select forms of emoji or of letters of some scripts, after which they are valid. */
const JOINER = String.raw`\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0020}-\u{E01EF}]`;
const JOINED = String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\u{E0020}-\u{E007F}]|(?!\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic})\p{L}`;
const INVISIBLE = String.raw`(?<!${JOINED})(?:${JOINER})(?!\u20E3)|(?!${JOINER})\p{Default_Ignorable_Code_Point}|[\u2800\uFFF9-\uFFFB\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}`;

export const placeholder = warning(
  "placeholder",
  "A group name contains a placeholder that was never filled in.",
  '"${group}" in groups',
  forEachName((name) => {
    const found = PLACEHOLDER.exec(name.text) ?? (name.isInQuotes ? NO_VALUE.exec(name.text) : null);
    if (found === null) {
      return undefined;
    }
    const range = rangeIn(name, found.index, found.index + found[0].length);
    const message = `${excerpt(found[0])} looks like a placeholder that was never filled in`;
    return issueAt(range, message, "Replace it with the group name");
  }),
);

/**
 * Placeholders of template literals, shells, Handlebars, Python, C, and tags. A number in braces after a character is a
 * quantifier of a regular expression: `[a-z]{3}`.
 */
const PLACEHOLDER =
  /[$#@%]\{[^}]*\}?|\$\([^)]*\)|(?<!\w)\$(?:[A-Z][A-Z0-9_]*|env:\w+|[gG]roup\w*)|\{\{[^]*?\}\}|\{%[^]*?%\}|<%[^]*?%>|\[\[(?!:)[^\]]*\]\]|\[(?:[yY]our[ _-]?)?[gG]roup(?:[ _-]?[nN]ame)?\]|\[(?:YOUR_)?GROUP(?:_NAME)?\]|%[gG]roup\w*%|(?<![\w\])}.])\{\d*\}|\{group\w*\}|<[A-Za-z][\w .-]*>|%(?:[sdv](?!\w)|\(\w+\)s|[A-Z_]{2,}%)|(?<!\w)@@?\w+@@?(?!\w)|__[A-Z]+(?:_[A-Z]+)*__|\[object \w+\]|(?<![\p{L}\p{N}])undefined(?![\p{L}\p{N}])/u;
const NO_VALUE = /^(?:null|NaN|None|nil)$/;

export const looksLikeExpression = warning(
  "looks-like-expression",
  "The filter is treated as a group name, but it looks like an expression.",
  "kafka-admins IN groups",
  ({ lookalike, truth, text }) =>
    lookalike === undefined || truth?.always === "everyone"
      ? undefined
      : issueAt(
          { start: text.search(/\S/), end: text.trimEnd().length },
          "this is read as the name of one group, but it looks like an expression",
          'Write a CEL expression, such as "kafka" in groups. If this is a group name, write it in quotes, followed by in groups',
        ),
);
