import { distance } from "fastest-levenshtein";
import { excerpt, type Issue, issueAt, visible } from "../report";
import { boundName, childrenOf, type Node, type Variable } from "../syntax";
import { warning } from "./rule";

export const unknownVariable = warning(
  "unknown-variable",
  "A name is not a variable of group mappings, which have only `groups`.",
  "kafka-admins in groups",
  ({ text, tree }) => tree && unknownVariablesIn(text, tree),
);

/** Each variable is reported once, at its first place. */
function unknownVariablesIn(text: string, tree: Node): readonly Issue[] {
  const issues = new Map<string, Issue>();
  const visit = (node: Node, bound: ReadonlySet<string>, mayBeName = true): void => {
    const word = text.slice(node.start, node.end);
    if (isJoinedWord(word, node)) {
      issues.set(word, issues.get(word) ?? unknownWord(word, node));
      return;
    }
    const [variable, isName] = node.kind === "select" ? [node.operand, false] : [node, mayBeName];
    if (variable.kind === "variable" && !bound.has(variable.name) && !KNOWN_VARIABLES.has(variable.name)) {
      const { name } = variable;
      issues.set(name, issues.get(name) ?? unknownName(variable, isName));
    }
    const name = node.kind === "call" ? boundName(node) : undefined;
    const inner = name === undefined ? bound : new Set([...bound, name]);
    for (const child of childrenOf(node)) {
      const isMember = node.kind === "binary" && node.operator === "in" && child === node.left;
      const isCondition = ["chain", "not", "conditional"].includes(node.kind);
      visit(child, node.kind === "call" && child === node.target ? bound : inner, isMember || isCondition);
    }
  };
  visit(tree, new Set());
  return [...issues.values()];
}

/** CEL's type names are values: `type(1) == int`. */
const KNOWN_VARIABLES = new Set(
  "groups bool bytes double int list map null_type string timestamp duration type uint".split(" "),
);

/** `kafka-admins`, a subtraction in CEL, or `kafka/admins`: a name without quotes. */
function isJoinedWord(word: string, { kind }: Node): boolean {
  const isKnown = (name: string) => KNOWN_VARIABLES.has(name) || /^\d/.test(name);
  return (
    kind === "binary" && /^[A-Za-z_]\w*(?:[-+*/%]\w+)+$/.test(word) && !word.split(/[-+*/%]/).every(isKnown)
  );
}

function unknownWord(word: string, node: Node): Issue {
  return issueAt(
    node,
    `${excerpt(word)} is not a variable of group mappings`,
    `The only known variable is groups. Put a group name in quotes: "${visible(word)}"`,
    `"${word}"`,
  );
}

/** @param isName whether it may be a group name without quotes: not in `user.groups` or `"a" in roles` */
function unknownName(variable: Variable, isName: boolean): Issue {
  const { name } = variable;
  if (name === "claims") {
    return issueAt(
      variable,
      "claims is documented for the filters of identity pools, not of group mappings",
      'Use groups: "kafka" in groups',
    );
  }
  const message = `${excerpt(name)} is not a variable of group mappings`;
  if (name.toLowerCase() === "not") {
    return issueAt(variable, message, 'Write !("kafka" in groups)');
  }
  if (/^(?:true|false)$/i.test(name)) {
    return issueAt(variable, message, `Write ${name.toLowerCase()} instead`, name.toLowerCase());
  }
  if (distance(name.toLowerCase(), "groups") <= 2) {
    return issueAt(variable, message, "Did you mean groups?", "groups");
  }
  return isName
    ? unknownWord(name, variable)
    : issueAt(variable, message, 'The only known variable is groups: "kafka" in groups');
}
