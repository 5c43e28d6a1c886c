import { closest, distance } from "fastest-levenshtein";
import { excerpt, type Issue, issueAt, visible } from "../report";
import { bindsFirst, type Call, isGroups, isText, type Node } from "../syntax";
import { inPlaceOf, meaningOf, operatorMeaningOf } from "./meaning";
import { isInvalidPattern } from "./pattern";
import { type LintContext, type Rule, warning } from "./rule";

/**
 * CEL's functions and macros (https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions),
 * an example in which `_` is the function, and the types of a call: `list.(any,bool)` of a method, `(list)` of a function.
 */
const ROWS: readonly (readonly [names: string, example: string, types: RegExp])[] = [
  ["all exists exists_one filter", 'groups._(g, g == "kafka")', /^(?:groups|list|map|any)\.\(\w+,\w+\)$/],
  ["map", 'groups._(g, g + "-x") == ["kafka-x"]', /^(?:groups|list|map|any)\.\(\w+,\w+(?:,\w+)?\)$/],
  ["contains", 'groups.exists(g, g._("a"))', /^(?:groups\.\(\w+|(?:string|any)\.\((?:string|any))\)$/],
  ["endsWith startsWith", 'groups.exists(g, g._("a"))', /^(?:groups|string|any)\.\((?:string|any)\)$/],
  [
    "matches",
    'groups.exists(g, g._("^a.*$"))',
    /^(?:groups\.\(\w+|(?:(?:string|any)\.\(|\((?:string|any),)(?:string|any))\)$/,
  ],
  ["size", "_(groups) > 1", /^\(?(?!bool|null|number)\w+(?:\.\()?\)$/],
  ["has", "groups != []", /^\(\w+\)$/],
  ["dyn type", "_(groups) == _([])", /^\(\w+\)$/],
  [
    "bool bytes double duration int string timestamp uint",
    '_(groups[0]) == _("1")',
    /^\((?!groups|list|map|null)\w+\)$/,
  ],
  [
    "getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds",
    "timestamp(groups[0])._() == 1",
    /^any\.\((?:string|any)?\)$/,
  ],
];

const ROWS_BY_NAME = new Map(ROWS.flatMap((row) => row[0].split(" ").map((name) => [name, row] as const)));

function forEachCall(check: (call: Call, context: LintContext) => Issue | undefined): Rule["check"] {
  return (context) => context.calls.flatMap((call) => check(call, context) ?? []);
}

/** `has(groups)`: CEL's `has` tests whether a field is present, and nothing else. */
const hasWithoutField = warning(
  "has-without-field",
  "The argument of `has` is not a field.",
  'has(groups) && "kafka" in groups',
  forEachCall((call, { text }) => {
    const [argument] = call.args;
    if (call.name !== "has" || call.target !== undefined || !argument || argument.kind === "select") {
      return undefined;
    }
    const written = text.slice(argument.start, argument.end);
    const condition = isText(argument) ? `${written} in groups` : "groups != []";
    const replacement = inPlaceOf(call, text, [condition]);
    const message = `has tests for a field, and ${excerpt(written)} is not a field`;
    return issueAt(call, message, `Write ${visible(replacement)}`, replacement);
  }),
);

/** Which functions Confluent has beyond CEL's own is not published, so this is a warning. */
const unknownFunction = warning(
  "unknown-function",
  "A function is not one of CEL's own.",
  'groups.includes("kafka")',
  forEachCall((call, { text }) => {
    if (ROWS_BY_NAME.has(call.name)) {
      return undefined;
    }
    const message = `${excerpt(call.name)} is not a CEL function`;
    const name = nearestFunction(call.name);
    const isMacro = name !== undefined && bindsFirst({ ...call, name });
    const meaning = isMacro ? undefined : (operatorMeaningOf(call, text) ?? meaningOf(call, text, name));
    if (meaning !== undefined) {
      return issueAt(call, message, meaning.suggestion, meaning.replacement);
    }
    const advice = "Use one of CEL's own functions, or ask Confluent whether this one is supported";
    const range = { start: call.nameStart, end: call.nameStart + call.name.length };
    return issueAt(range, message, name === undefined ? advice : `Did you mean ${name}?`, name);
  }),
);

/** `groups.contains("kafka")`. (Confluent's notes name `startsWith` and `endsWith`.) */
const stringFunctionOnList = warning(
  "string-function-on-list",
  "`contains` or `matches`, which work on strings, is called on the list `groups`.",
  'groups.contains("kafka")',
  forEachCall((call, { text }) => {
    if (!["contains", "matches"].includes(call.name) || !call.target || !isGroups(call.target)) {
      return undefined;
    }
    const { suggestion, replacement } = meaningOf(call, text) ?? {};
    return issueAt(call, `${call.name} works on strings, and groups is a list`, suggestion, replacement);
  }),
);

const wrongArguments = warning(
  "wrong-arguments",
  "A function or macro of CEL has wrong arguments, such as an invalid regular expression.",
  'contains(groups, "kafka")',
  forEachCall((call, { text, types }) => {
    const { name, target, args } = call;
    const [, example, known] = ROWS_BY_NAME.get(name) ?? [];
    if (example === undefined || known === undefined) {
      return undefined;
    }
    const usage = `Write it like ${example.replaceAll("_", name)}`;
    const pattern = name === "matches" ? args.at(-1) : undefined;
    if (pattern?.kind === "literal" && isInvalidPattern(String(pattern.value))) {
      const shown = excerpt(text.slice(pattern.start, pattern.end));
      return issueAt(pattern, `CEL uses RE2, which rejects the regular expression ${shown}`, usage);
    }
    const typeOf = (node: Node) => (isGroups(node) ? "groups" : types?.of(node).name);
    if (known.test(`${target === undefined ? "" : `${typeOf(target)}.`}(${args.map(typeOf).join()})`)) {
      return undefined;
    }
    const isMacro = example.includes("._(g, g == ");
    const takes = isMacro ? "takes a variable and a condition" : "does not take these arguments";
    const { suggestion, replacement } = meaningOf(call, text) ?? { suggestion: usage };
    return issueAt(call, `CEL's ${name} ${takes}`, suggestion, replacement);
  }),
);

export const callRules = [hasWithoutField, unknownFunction, stringFunctionOnList, wrongArguments] as const;

/** CEL's functions by their names in lower case, and by their names in other languages. */
const FUNCTIONS_BY_NAME: ReadonlyMap<string, string> = new Map([
  ...[...ROWS_BY_NAME.keys()].map((name) => [name.toLowerCase(), name] as const),
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
