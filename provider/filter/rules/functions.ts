import { closest, distance } from "fastest-levenshtein";
import { excerpt, type Range, rangeOf } from "../report";
import { type Call, childrenOf, type Node } from "../syntax";
import { defineRule } from "./rule";

/** `has(groups)`: CEL's `has` asks whether a field is there, and for nothing else. */
const hasWithoutField = defineRule({
  id: "has-without-field",
  severity: "warning",
  summary: "The argument of `has` is not a field.",
  example: 'has(groups) && "kafka" in groups',
  check: (context) =>
    callsIn(context.tree).flatMap(({ name, target, args: [argument] }) => {
      if (name !== "has" || target !== undefined || argument === undefined || argument.kind === "select") {
        return [];
      }
      return [
        {
          message: `has asks for a field, as in has(claims.department), and ${context.shown(argument)} is none`,
          suggestion: "Remove it, or ask whether there are any groups: groups != []",
          ...rangeOf(argument),
        },
      ];
    }),
});

/** Which functions Confluent has beyond CEL's own is not published, so this is a warning. */
const unknownFunction = defineRule({
  id: "unknown-function",
  severity: "warning",
  summary: "A function is not one of CEL's own.",
  example: 'groups.includes("kafka")',
  check: ({ tree }) =>
    callsIn(tree)
      .filter(({ name }) => !FUNCTIONS.includes(name))
      .map((call) => ({
        message: `${excerpt(call.name)} is not a function of CEL`,
        suggestion: functionMeant(call.name),
        ...placeOfName(call),
      })),
});

/** `groups.contains("kafka")`. (`startsWith` and `endsWith` Confluent's notes name.) */
const stringFunctionOnList = defineRule({
  id: "string-function-on-list",
  severity: "warning",
  summary: "`contains` or `matches`, which are functions of texts, is called on the list `groups`.",
  example: 'groups.contains("kafka")',
  check: (context) =>
    callsIn(context.tree)
      .filter(
        ({ name, target }) => isOfTexts(name) && target?.kind === "variable" && target.name === "groups",
      )
      .map((call) => {
        const [argument] = call.args;
        const shown = argument === undefined ? '"kafka"' : context.shown(argument);
        return {
          message: `${call.name} is a function of texts in CEL, and groups is a list`,
          suggestion:
            call.name === "contains"
              ? `Write ${shown} in groups, or groups.exists(g, g.contains(${shown})) for a part of a name`
              : `Write groups.exists(g, g.matches(${shown}))`,
          ...placeOfName(call),
        };
      }),
});

export const functionRules = [hasWithoutField, unknownFunction, stringFunctionOnList] as const;

function callsIn(node: Node | undefined): readonly Call[] {
  if (node === undefined) {
    return [];
  }
  const below = childrenOf(node).flatMap(callsIn);
  return node.kind === "call" ? [node, ...below] : below;
}

function placeOfName({ name, nameStart: start }: Call): Range {
  return { start, end: start + name.length };
}

function isOfTexts(name: string): boolean {
  return name === "contains" || name === "matches";
}

/** CEL's own functions and macros (https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions). */
const FUNCTIONS: readonly string[] = (
  "all bool bytes contains double duration dyn endsWith exists exists_one filter getDate getDayOfMonth getDayOfWeek " +
  "getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds has int map matches size startsWith " +
  "string timestamp type uint"
).split(" ");

/** What people call an operator as a function. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["not", 'Write ! instead: !("kafka" in groups)'],
  ["and", 'Write && between the conditions: "a" in groups && "b" in groups'],
  ["or", 'Write || between the conditions: "a" in groups || "b" in groups'],
  ["any", 'Write exists: groups.exists(g, g == "kafka")'],
  ["includes", 'Write in: "kafka" in groups'],
]);

function functionMeant(name: string): string {
  const near = closest(
    name.toLowerCase(),
    FUNCTIONS.map((known) => known.toLowerCase()),
  );
  const meant = FUNCTIONS.find((known) => known.toLowerCase() === near) ?? "";
  return (
    OPERATORS.get(name.toLowerCase()) ??
    (distance(name.toLowerCase(), near) <= Math.min(2, Math.floor(name.length / 3))
      ? `Did you mean ${meant}?`
      : "Ask Confluent whether there is such a function, or write it otherwise")
  );
}
