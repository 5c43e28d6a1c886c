import { excerpt, issueAt } from "../report";
import { isGroups, type Node } from "../syntax";
import { meaningOf } from "./meaning";
import { isInvalidPattern } from "./pattern";
import { warning } from "./rule";

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

export const FUNCTIONS: readonly string[] = [...ROWS_BY_NAME.keys()];

export const wrongArguments = warning(
  "wrong-arguments",
  "A function or macro of CEL has wrong arguments, such as an invalid regular expression.",
  'contains(groups, "kafka")',
  ({ calls, text, types }) =>
    calls.flatMap((call) => {
      const { name, target, args } = call;
      const [, example, known] = ROWS_BY_NAME.get(name) ?? [];
      if (example === undefined || known === undefined) {
        return [];
      }
      const usage = `Write it like ${example.replaceAll("_", name)}`;
      const pattern = name === "matches" ? args.at(-1) : undefined;
      if (pattern?.kind === "literal" && isInvalidPattern(String(pattern.value))) {
        const shown = excerpt(text.slice(pattern.start, pattern.end));
        return [issueAt(pattern, `CEL uses RE2, which rejects the regular expression ${shown}`, usage)];
      }
      const typeOf = (node: Node) => (isGroups(node) ? "groups" : types?.of(node).name);
      if (known.test(`${target === undefined ? "" : `${typeOf(target)}.`}(${args.map(typeOf).join()})`)) {
        return [];
      }
      const takes = example.includes("._(g, g == ")
        ? "takes a variable and a condition"
        : "does not take these arguments";
      const { suggestion, replacement } = meaningOf(call, text) ?? { suggestion: usage };
      return [issueAt(call, `CEL's ${name} ${takes}`, suggestion, replacement)];
    }),
);
