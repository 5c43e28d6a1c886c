import { distance } from "fastest-levenshtein";
import { excerpt, type Issue, issueAt, visible } from "../report";
import { childrenOf, freeVariables, type Node, type Variable } from "../syntax";
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
  const free = new Set<Node>(freeVariables(tree));
  const visit = (node: Node, mayBeName = true): void => {
    const word = text.slice(node.start, node.end);
    if (isJoinedWord(word, node)) {
      issues.set(word, issues.get(word) ?? unknownWord(word, node));
      return;
    }
    const [variable, isName] = node.kind === "select" ? [node.operand, false] : [node, mayBeName];
    if (variable.kind === "variable" && free.has(variable) && !KNOWN_VARIABLES.has(variable.name)) {
      issues.set(variable.name, issues.get(variable.name) ?? unknownName(variable, isName));
    }
    variablesOfUnknownMacro(node).forEach((bound) => free.delete(bound));
    for (const child of childrenOf(node)) {
      const isMember = node.kind === "binary" && node.operator === "in" && child === node.left;
      visit(child, isMember || ["chain", "not", "conditional"].includes(node.kind));
    }
  };
  visit(tree);
  return [...issues.values()];
}

/** Returns the places of `g` in `groups.exist(g, g == "a")`, whose name is another rule's problem. */
function variablesOfUnknownMacro(node: Node): readonly Node[] {
  const [first, condition, ...others] = node.kind === "call" && node.target ? node.args : [];
  if (first?.kind !== "variable" || condition === undefined || others.length > 0) {
    return [];
  }
  const uses = freeVariables(condition).filter(({ name }) => name === first.name);
  return uses.length === 0 ? [] : [first, ...uses];
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
  const suggestion = `The only known variable is groups. Put a group name in quotes: "${visible(word)}"`;
  return issueAt(node, `${excerpt(word)} is not a variable of group mappings`, suggestion, `"${word}"`);
}

/** @param isName whether it may be a group name without quotes: not in `user.groups` or `"a" in roles` */
function unknownName(variable: Variable, isName: boolean): Issue {
  const { name } = variable;
  if (name === "claims") {
    const message = "claims is documented for the filters of identity pools, not of group mappings";
    return issueAt(variable, message, 'Use groups: "kafka" in groups');
  }
  const message = `${excerpt(name)} is not a variable of group mappings`;
  const lower = name.toLowerCase();
  if (lower === "not") {
    return issueAt(variable, message, 'Write !("kafka" in groups)');
  }
  if (lower === "true" || lower === "false") {
    return issueAt(variable, message, `Write ${lower} instead`, lower);
  }
  if (distance(lower, "groups") <= 2) {
    return issueAt(variable, message, "Did you mean groups?", "groups");
  }
  return isName
    ? unknownWord(name, variable)
    : issueAt(variable, message, 'The only known variable is groups: "kafka" in groups');
}
