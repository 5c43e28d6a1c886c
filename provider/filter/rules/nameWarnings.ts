import { closest, distance } from "fastest-levenshtein";
import { excerpt, type Problem } from "../report";
import { boundName, type Call, childrenOf, type Node, type Variable } from "../syntax";

/**
 * Variables and functions that a group mapping is not known to have. Each variable is told once. Which functions Confluent
 * has beyond CEL's own is not published, so that none is refused.
 */
export function nameWarnings(text: string, tree: Node): readonly Problem[] {
  const warnings: Problem[] = [];
  const told = new Set<string>();
  const visit = (node: Node, bound: ReadonlySet<string>): void => {
    const word = joinedWord(text, node);
    if (word !== undefined) {
      if (!told.has(word)) {
        told.add(word);
        warnings.push(unknownWord(word, node));
      }
      return;
    }
    const [variable, isOwner] = node.kind === "select" ? [node.operand, true] : [node, false];
    if (variable.kind === "variable" && !bound.has(variable.name) && !told.has(variable.name)) {
      told.add(variable.name);
      warnings.push(...unknownVariable(variable, isOwner));
    }
    if (node.kind !== "call") {
      childrenOf(node).forEach((child) => {
        visit(child, bound);
      });
      return;
    }
    warnings.push(...unknownFunction(node), ...functionOfTexts(text, node), ...argumentOfHas(text, node));
    const name = boundName(node);
    const inner = name === undefined ? bound : new Set([...bound, name]);
    if (node.target !== undefined) {
      visit(node.target, bound);
    }
    node.args.forEach((argument) => {
      visit(argument, inner);
    });
  };
  visit(tree, new Set());
  return warnings.toSorted((one, other) => one.start - other.start);
}

/** CEL's names of types are values, too: `type(1) == int`. */
const KNOWN_VARIABLES: ReadonlySet<string> = new Set(
  "groups bool bytes double int list map null_type string timestamp duration type uint".split(" "),
);

/** `kafka-admins`, which to CEL is a subtraction: its author left out the quotes. */
function joinedWord(text: string, node: Node): string | undefined {
  const word = text.slice(node.start, node.end);
  return node.kind === "binary" && /^[A-Za-z_]\w*(?:-\w+)+$/.test(word) && !isKnown(word) ? word : undefined;
}

function isKnown(word: string): boolean {
  return word.split("-").every((name) => KNOWN_VARIABLES.has(name) || /^\d/.test(name));
}

function unknownWord(word: string, { start, end }: Node): Problem {
  return {
    rule: "unknown-variable",
    message: `${excerpt(word)} is not a variable of group mappings`,
    suggestion: `The only variable known is groups; the name of a group stands in quotes: "${excerpt(word)}"`,
    start,
    end,
  };
}

/** @param isOwner whether something of it is asked for, as in `user.groups` */
function unknownVariable(variable: Variable, isOwner: boolean): readonly Problem[] {
  const { name, start, end } = variable;
  if (KNOWN_VARIABLES.has(name)) {
    return [];
  }
  const rule = "unknown-variable";
  if (name === "claims") {
    const message =
      "claims is not documented for group mappings: it was their older form, and is that of identity pools";
    return [{ rule, message, suggestion: 'Write groups: "kafka" in groups', start, end }];
  }
  const message = `${excerpt(name)} is not a variable of group mappings`;
  if (name.toLowerCase() === "not") {
    return [{ rule, message, suggestion: 'Write !("kafka" in groups)', start, end }];
  }
  if (distance(name.toLowerCase(), "groups") <= 2) {
    return [{ rule, message, suggestion: "Did you mean groups?", start, end }];
  }
  return isOwner
    ? [{ rule, message, suggestion: 'The only variable known is groups: "kafka" in groups', start, end }]
    : [unknownWord(name, variable)];
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

function unknownFunction({ name, nameStart: start }: Call): readonly Problem[] {
  if (FUNCTIONS.includes(name)) {
    return [];
  }
  const near = closest(
    name.toLowerCase(),
    FUNCTIONS.map((known) => known.toLowerCase()),
  );
  const meant = FUNCTIONS.find((known) => known.toLowerCase() === near) ?? "";
  const suggestion =
    OPERATORS.get(name.toLowerCase()) ??
    (distance(name.toLowerCase(), near) <= Math.min(2, Math.floor(name.length / 3))
      ? `Did you mean ${meant}?`
      : "Ask Confluent whether there is such a function, or write it otherwise");
  return [
    {
      rule: "unknown-function",
      message: `${excerpt(name)} is not a function of CEL`,
      suggestion,
      start,
      end: start + name.length,
    },
  ];
}

/** `groups.contains("kafka")`: in CEL that is a function of texts. (`startsWith` and `endsWith` Confluent's notes name.) */
function functionOfTexts(text: string, { name, nameStart: start, target, args }: Call): readonly Problem[] {
  const isOfTexts = name === "contains" || name === "matches";
  if (!isOfTexts || target?.kind !== "variable" || target.name !== "groups") {
    return [];
  }
  const [argument] = args;
  const shown = argument === undefined ? '"kafka"' : excerpt(text.slice(argument.start, argument.end));
  return [
    {
      rule: "function-of-texts",
      message: `${name} is a function of texts in CEL, and groups is a list`,
      suggestion:
        name === "contains"
          ? `Write ${shown} in groups, or groups.exists(g, g.contains(${shown})) for a part of a name`
          : `Write groups.exists(g, g.matches(${shown}))`,
      start,
      end: start + name.length,
    },
  ];
}

/** `has(groups)`: CEL's `has` asks whether a field is there, and for nothing else. */
function argumentOfHas(text: string, { name, target, args }: Call): readonly Problem[] {
  const [argument] = args;
  if (name !== "has" || target !== undefined || argument === undefined || argument.kind === "select") {
    return [];
  }
  const { start, end } = argument;
  return [
    {
      rule: "argument-of-has",
      message: `has asks for a field, as in has(claims.department), and ${excerpt(text.slice(start, end))} is none`,
      suggestion: "Remove it, or ask whether there are any groups: groups != []",
      start,
      end,
    },
  ];
}
