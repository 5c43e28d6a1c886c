import { type Token, tokensOf } from "../lexer";
import { excerpt, type Issue, issueAt, visible } from "../report";
import { childrenOf, isGroups, isText, type Node, readFilter } from "../syntax";
import { REMOVE_OUTER_QUOTES } from "./repairs";
import { warning } from "./rule";

export const quotedName = warning(
  "quoted-name",
  "The filter is only a string in quotes.",
  '"kafka-admins"',
  ({ text, tree }) => {
    const conditions = quotedConditionsIn(tree);
    if (tree === undefined || conditions.length > 0 || !isText(tree)) {
      return conditions;
    }
    const written = text.slice(tree.start, tree.end);
    return issueAt(
      tree,
      `${excerpt(written)} is a string, not a condition, and its quotes may be read as part of a group name`,
      `Write ${visible(written)} in groups, or the name without quotes`,
      `${written} in groups`,
    );
  },
);

/** `'"kafka" in groups'`, or `'"kafka" in groups' in groups`. */
function quotedConditionsIn(node: Node | undefined, isPart = false): readonly Issue[] {
  if (node === undefined) {
    return [];
  }
  const isMembership = node.kind === "binary" && node.operator === "in" && isGroups(node.right);
  const quoted = isMembership ? node.left : isPart ? undefined : node;
  if (quoted?.kind !== "literal" || quoted.type !== "string" || !asksForGroups(quoted.value)) {
    return childrenOf(node).flatMap((child) => quotedConditionsIn(child, true));
  }
  const message = "the whole condition is in quotes, which makes it a string";
  return [issueAt(node, message, `${REMOVE_OUTER_QUOTES}: ${visible(quoted.value)}`, quoted.value)];
}

function asksForGroups(text: string): boolean {
  return readFilter(text).kind !== "group" && tokensOf(text).tokens.some((token) => token.text === "groups");
}

/** The API's default limit, in characters. Confluent can raise it for an organization. */
const DEFAULT_MAX_CHARACTERS = 300;

export const tooLong = warning(
  "too-long",
  `The filter has more than ${DEFAULT_MAX_CHARACTERS} characters, the default limit of the API.`,
  Array.from({ length: 20 }, (_, index) => `"team-${index}" in groups`).join(" || "),
  ({ text, reading }) => {
    const length = Array.from(text).length;
    return reading.kind === "skipped" || length <= DEFAULT_MAX_CHARACTERS
      ? undefined
      : issueAt(
          { start: 0, end: text.length },
          `the filter has ${length} characters, but the API accepts ${DEFAULT_MAX_CHARACTERS} unless Confluent has raised the limit of your organization`,
          "Shorten it, or split it into two mappings",
        );
  },
);

/** Does not report escapes that nobody writes by accident: of quotes, of the backslash, and `\u…`. */
export const accidentalEscape = warning(
  "accidental-escape",
  "A backslash in quotes begins an escape sequence, such as `\\a` in `CORP\\admins`.",
  '"CORP\\admins" in groups',
  ({ tree, text }) => tree && tokensOf(text).tokens.flatMap(accidentalEscapesIn),
);

function accidentalEscapesIn({ kind, text, start }: Token): readonly Issue[] {
  if (kind !== "string" || /^[bB]?[rR]/.test(text)) {
    return [];
  }
  return [...text.matchAll(ESCAPE)]
    .filter(([escape]) => ACCIDENTAL.test(escape))
    .map(({ 0: escape, index }) =>
      issueAt(
        { start: start + index, end: start + index + escape.length },
        `${escape} in quotes is ${meaningOf(escape)}, not a backslash followed by ${escape.slice(1)}`,
        `To write a backslash, double it: \\${escape}`,
        `\\${escape}`,
      ),
    );
}

const ESCAPE = /\\(?:[xX][0-9a-fA-F]{2}|[0-7]{3}|[^])/gu;
const ACCIDENTAL = /^\\[abfnrtvxX0-7]/;

const NAMES: ReadonlyMap<string, string> = new Map([
  ["\\a", "a bell"],
  ["\\b", "a backspace"],
  ["\\f", "a form feed"],
  ["\\n", "a line break"],
  ["\\r", "a carriage return"],
  ["\\t", "a tab"],
  ["\\v", "a vertical tab"],
]);

function meaningOf(escape: string): string {
  const code = /^\\[xX]/.test(escape) ? parseInt(escape.slice(2), 16) : parseInt(escape.slice(1), 8);
  return NAMES.get(escape) ?? `the character ${visible(String.fromCodePoint(code))}`;
}
