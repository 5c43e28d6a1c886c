import { closest, distance } from "fastest-levenshtein";
import { excerpt, type Range } from "../report";
import { type Call, isGroups } from "../syntax";
import { FUNCTIONS } from "./calls";
import { defineRule, issueAt } from "./rule";

/** `has(groups)`: CEL's `has` asks whether a field is there, and for nothing else. */
const hasWithoutField = defineRule({
  id: "has-without-field",
  severity: "warning",
  summary: "The argument of `has` is not a field.",
  example: 'has(groups) && "kafka" in groups',
  check: (context) =>
    context.calls
      .filter(({ name, target }) => name === "has" && target === undefined)
      .flatMap(({ args }) => args.slice(0, 1))
      .filter(({ kind }) => kind !== "select")
      .map((argument) =>
        issueAt(
          argument,
          `has asks for a field, as in has(claims.department), and ${context.shown(argument)} is none`,
          "Remove it, or ask whether there are any groups: groups != []",
        ),
      ),
});

/** Which functions Confluent has beyond CEL's own is not published, so this is a warning. */
const unknownFunction = defineRule({
  id: "unknown-function",
  severity: "warning",
  summary: "A function is not one of CEL's own.",
  example: 'groups.includes("kafka")',
  check: ({ calls }) =>
    calls
      .filter(({ name }) => !FUNCTIONS.includes(name))
      .map((call) =>
        issueAt(
          nameRange(call),
          `${excerpt(call.name)} is not a function of CEL`,
          functionMeant(call.name),
          call.name.toLowerCase() === "not" ? "!" : undefined,
        ),
      ),
});

/** `groups.contains("kafka")`. (`startsWith` and `endsWith` Confluent's notes name.) */
const stringFunctionOnList = defineRule({
  id: "string-function-on-list",
  severity: "warning",
  summary: "`contains` or `matches`, which are functions of texts, is called on the list `groups`.",
  example: 'groups.contains("kafka")',
  check: (context) =>
    context.calls
      .filter(({ name }) => name === "contains" || name === "matches")
      .filter(({ target }) => target !== undefined && isGroups(target))
      .map((call) => {
        const [argument] = call.args;
        const shown = argument === undefined ? '"kafka"' : context.shown(argument);
        const exists = `groups.exists(g, g.${call.name}(${shown}))`;
        return issueAt(
          nameRange(call),
          `${call.name} is a function of texts in CEL, and groups is a list`,
          argument?.kind === "list"
            ? "Ask for each group by itself, and join the conditions with && (all) or || (any)"
            : call.name === "contains"
              ? `Write ${shown} in groups, or ${exists} for a part of a name`
              : `Write ${exists}`,
        );
      }),
});

export const functionRules = [hasWithoutField, unknownFunction, stringFunctionOnList] as const;

function nameRange({ name, nameStart: start }: Call): Range {
  return { start, end: start + name.length };
}

/** What people call an operator as a function. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["not", 'Write ! instead: !("kafka" in groups)'],
  ["and", 'Write && between the conditions: "a" in groups && "b" in groups'],
  ["or", 'Write || between the conditions: "a" in groups || "b" in groups'],
  ["any", 'Write exists: groups.exists(g, g == "kafka")'],
  ["includes", 'Write in: "kafka" in groups'],
]);

const FUNCTIONS_BY_LOWER_CASE = new Map(FUNCTIONS.map((name) => [name.toLowerCase(), name]));

function functionMeant(misspelled: string): string {
  const name = misspelled.toLowerCase();
  const near = closest(name, [...FUNCTIONS_BY_LOWER_CASE.keys()]);
  const isNear = distance(name, near) <= Math.min(2, Math.floor(name.length / 3));
  const meant = isNear ? FUNCTIONS_BY_LOWER_CASE.get(near) : undefined;
  return (
    OPERATORS.get(name) ??
    (meant === undefined
      ? "Ask Confluent whether there is such a function, or write it otherwise"
      : `Did you mean ${meant}?`)
  );
}
