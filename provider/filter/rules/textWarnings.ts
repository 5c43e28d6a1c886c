import { excerpt, type Problem, visible } from "../report";
import type { Token } from "../lexer";
import type { Node } from "../syntax";

/** `"kafka"`: a quoted text and nothing else. */
export function quotedTextWarnings(text: string, tree: Node): readonly Problem[] {
  const { start, end } = tree;
  if (tree.kind !== "literal" || tree.type !== "string") {
    return [];
  }
  const shown = excerpt(text.slice(start, end));
  return [
    {
      rule: "quoted-text",
      message: `${shown} is a text and no condition, and the quotes may count as part of a group's name`,
      suggestion: `Write ${shown} in groups, or the name without quotes`,
      start,
      end,
    },
  ];
}

/** The longest filter that the API takes unless Confluent has raised the limit for an organisation, in characters. */
export const DEFAULT_LONGEST = 300;

export function lengthWarnings(text: string): readonly Problem[] {
  const length = Array.from(text).length;
  return length <= DEFAULT_LONGEST
    ? []
    : [
        {
          rule: "long",
          message: `the filter has ${length} characters, and the API takes ${DEFAULT_LONGEST} unless Confluent has raised that limit for the organization`,
          suggestion: "Shorten it, or split it into two mappings",
          start: 0,
          end: text.length,
        },
      ];
}

/**
 * `"CORP\admins"` holds no backslash but a bell. Escapes that nobody writes by accident pass: of quotes, of the backslash
 * itself, and `\u…`.
 */
export function escapeWarnings(tokens: readonly Token[]): readonly Problem[] {
  return tokens.flatMap(({ kind, text, start }) => {
    if (kind !== "string" || /^[bB]?[rR]/.test(text)) {
      return [];
    }
    return [...text.matchAll(ESCAPE)]
      .filter(([escape]) => ACCIDENTAL.test(escape))
      .map(({ 0: escape, index }) => ({
        rule: "accidental-escape",
        message: `${escape} in quotes is ${meaningOf(escape)}, not a backslash and what follows it`,
        suggestion: `For a backslash write two: \\${escape}`,
        start: start + index,
        end: start + index + escape.length,
      }));
  });
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
