import { closest, distance } from "fastest-levenshtein";
import { excerpt, issueAt, visible } from "../report";
import { isGroups, isText } from "../syntax";
import { FUNCTIONS } from "./calls";
import { inPlaceOf, meaningOf, operatorMeaningOf } from "./meaning";
import { warning } from "./rule";

/** `has(groups)`: CEL's `has` tests whether a field is present, and nothing else. */
const hasWithoutField = warning(
  "has-without-field",
  "The argument of `has` is not a field.",
  'has(groups) && "kafka" in groups',
  ({ calls, text }) =>
    calls
      .filter(({ name, target }) => name === "has" && target === undefined)
      .flatMap((call) => {
        const [argument] = call.args;
        if (argument === undefined || argument.kind === "select") {
          return [];
        }
        const written = text.slice(argument.start, argument.end);
        const condition = isText(argument) ? `${written} in groups` : "groups != []";
        const replacement = inPlaceOf(call, text, [condition]);
        const message = `has tests for a field, and ${excerpt(written)} is not a field`;
        return [issueAt(call, message, `Write ${visible(replacement)}`, replacement)];
      }),
);

/** Which functions Confluent has beyond CEL's own is not published, so this is a warning. */
const unknownFunction = warning(
  "unknown-function",
  "A function is not one of CEL's own.",
  'groups.includes("kafka")',
  ({ calls, text }) =>
    calls
      .filter(({ name }) => !FUNCTIONS.includes(name))
      .map((call) => {
        const message = `${excerpt(call.name)} is not a CEL function`;
        const name = nearestFunction(call.name);
        const meaning = operatorMeaningOf(call, text) ?? meaningOf(call, text, name);
        return meaning === undefined
          ? issueAt(
              { start: call.nameStart, end: call.nameStart + call.name.length },
              message,
              name === undefined
                ? "Use one of CEL's own functions, or ask Confluent whether this one is supported"
                : `Did you mean ${name}?`,
              name,
            )
          : issueAt(call, message, meaning.suggestion, meaning.replacement);
      }),
);

/** `groups.contains("kafka")`. (Confluent's notes name `startsWith` and `endsWith`.) */
const stringFunctionOnList = warning(
  "string-function-on-list",
  "`contains` or `matches`, which work on strings, is called on the list `groups`.",
  'groups.contains("kafka")',
  ({ calls, text }) =>
    calls
      .filter(({ name }) => name === "contains" || name === "matches")
      .filter(({ target }) => target !== undefined && isGroups(target))
      .map((call) => {
        const { suggestion, replacement } = meaningOf(call, text) ?? {};
        const message = `${call.name} works on strings, and groups is a list`;
        return issueAt(call, message, suggestion, replacement);
      }),
);

export const functionRules = [hasWithoutField, unknownFunction, stringFunctionOnList] as const;

/** CEL's functions by their names in lower case, and by their names in other languages. */
const FUNCTIONS_BY_NAME: ReadonlyMap<string, string> = new Map([
  ...FUNCTIONS.map((name) => [name.toLowerCase(), name] as const),
  ...["any", "some", "anymatch"].map((name) => [name, "exists"] as const),
  ...["every", "allmatch", "forall"].map((name) => [name, "all"] as const),
  ...["len", "length", "count"].map((name) => [name, "size"] as const),
  ...["match", "regexmatch", "like"].map((name) => [name, "matches"] as const),
  ...["include", "includes"].map((name) => [name, "contains"] as const),
  ...Object.entries({ hasprefix: "startsWith", hassuffix: "endsWith", where: "filter" }),
]);

function nearestFunction(name: string): string | undefined {
  const near = closest(name.toLowerCase(), [...FUNCTIONS_BY_NAME.keys()]);
  const isNear = distance(name.toLowerCase(), near) <= Math.min(2, Math.floor(name.length / 3));
  return isNear ? FUNCTIONS_BY_NAME.get(near) : undefined;
}
