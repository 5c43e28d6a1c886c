import { excerpt } from "../report";
import { type Call, childrenOf, isGroups, isText, type Node } from "../syntax";
import { isInvalidPattern } from "./pattern";
import { defineRule, issueAt } from "./rule";

/**
 * CEL's own functions and macros (https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions),
 * an example in which `_` is the function, and the types of a call: `list.(any,bool)` of a method, `(list)` of a function. What
 * functions of texts do on `groups`, Confluent's notes say, and another rule.
 */
const ROWS: readonly (readonly [names: string, example: string, types: RegExp])[] = [
  ["all exists exists_one filter", 'groups._(g, g == "kafka")', /^(?:groups|list|map|any)\.\(\w+,\w+\)$/],
  ["map", 'groups._(g, g + "-x")', /^(?:groups|list|map|any)\.\(\w+,\w+(?:,\w+)?\)$/],
  ["contains", 'groups.exists(g, g._("a"))', /^(?:groups\.\(\w+|(?:string|any)\.\((?:string|any))\)$/],
  ["endsWith startsWith", 'groups.exists(g, g._("a"))', /^(?:groups|string|any)\.\((?:string|any)\)$/],
  [
    "matches",
    'groups.exists(g, g._("^a.*$"))',
    /^(?:groups\.\(\w+|(?:(?:string|any)\.\(|\((?:string|any),)(?:string|any))\)$/,
  ],
  ["size", "_(groups) > 1", /^\(?(?!bool|null|number)\w+(?:\.\()?\)$/],
  ["dyn has type", "_(claims.x)", /^\(\w+\)$/],
  [
    "bool bytes double duration int string timestamp uint",
    "_(claims.x)",
    /^\((?!groups|list|map|null)\w+\)$/,
  ],
  [
    "getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds",
    "timestamp(claims.x)._()",
    /^any\.\((?:string|any)?\)$/,
  ],
];

const ROWS_BY_NAME = new Map(ROWS.flatMap((row) => row[0].split(" ").map((name) => [name, row] as const)));

export const FUNCTIONS: readonly string[] = [...ROWS_BY_NAME.keys()];

export const wrongArguments = defineRule({
  id: "wrong-arguments",
  severity: "warning",
  summary:
    "A function or macro of CEL's own is called with what it does not take, such as an invalid regular expression.",
  example: 'contains(groups, "kafka")',
  check: ({ calls, text, types }) =>
    calls.flatMap((call) => {
      const { name, target, args } = call;
      const [, example, known] = ROWS_BY_NAME.get(name) ?? [];
      if (example === undefined || known === undefined) {
        return [];
      }
      const usage = `Write it as in ${example.replace("_", name)}`;
      const pattern = name === "matches" ? args.at(-1) : undefined;
      if (pattern?.kind === "literal" && isInvalidPattern(String(pattern.value))) {
        const shown = excerpt(text.slice(pattern.start, pattern.end));
        return [issueAt(pattern, `${shown} is not a regular expression of RE2, which CEL uses`, usage)];
      }
      const typeOf = (node: Node) => (isGroups(node) ? "groups" : types?.of(node).name);
      if (known.test(`${target === undefined ? "" : `${typeOf(target)}.`}(${args.map(typeOf).join()})`)) {
        return [];
      }
      // A long text is not shown whole.
      const meant = callMeant(call, text) ?? "…";
      const suggestion = meant.includes("…") ? usage : `Write ${meant}`;
      return [issueAt(call, `CEL cannot call ${name} like this`, suggestion)];
    }),
});

/** What is probably meant by a call on or with groups and one text, in place of the whole call. */
function callMeant(call: Call, text: string): string | undefined {
  const [on, argument, ...more] = childrenOf(call);
  if (on === undefined || !isGroups(on) || argument === undefined || !isText(argument) || more.length > 0) {
    return undefined;
  }
  const shown = excerpt(text.slice(argument.start, argument.end));
  if (/^(?:endsWith|matches|startsWith)$/.test(call.name)) {
    return `groups.exists(g, g.${call.name}(${shown}))`;
  }
  const isOperand = /(?:^|[(,&|?:[{])\s*$/.test(text.slice(0, call.start));
  const membership = isOperand ? `${shown} in groups` : `(${shown} in groups)`;
  return /^(?:contains|exists|has)$/.test(call.name) ? membership : undefined;
}
