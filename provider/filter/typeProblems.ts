import type { Problem } from "./problem";
import { type Binary, childrenOf, type Node } from "./tree";
import { ANY, areComparable, type Type, typesIn } from "./types";
import { excerpt } from "./visible";

/**
 * Operands that an operator cannot have, and a result that cannot be a condition: CEL that can never work. Only what the
 * text itself proves: where it does not tell a type, any is believed.
 *
 * @param text what `tree` was read from
 */
export function typeProblems(text: string, tree: Node): readonly Problem[] {
  const types = new Types(text, typesIn(tree));
  const problems = problemsIn(tree, types);
  return problems.length > 0 || isText(tree) ? problems : noCondition(tree, "a filter is a condition", types);
}

/** A tree, with the types of its nodes and their text. */
class Types {
  constructor(
    private readonly text: string,
    private readonly types: ReadonlyMap<Node, Type>,
  ) {}

  of(node: Node): Type {
    return this.types.get(node) ?? ANY;
  }

  shown(node: Node): string {
    return excerpt(this.text.slice(node.start, node.end));
  }

  /** `"a" (a text)` */
  described(node: Node): string {
    return `${this.shown(node)} (${NAMES[this.of(node).name]})`;
  }
}

/** What is wrong in a node is the reason for what seems wrong around it, and told alone. */
function problemsIn(node: Node, types: Types): readonly Problem[] {
  const negated = negatedText(node, types);
  const below = negated ?? childrenOf(node).flatMap((child) => problemsIn(child, types));
  return below.length > 0 ? below : problemsAt(node, types);
}

function problemsAt(node: Node, types: Types): readonly Problem[] {
  switch (node.kind) {
    case "chain":
      return node.operands.flatMap((operand) =>
        noCondition(operand, `${node.operator} joins conditions`, types),
      );
    case "not":
      return noCondition(node.operand, "! negates a condition", types);
    case "conditional":
      return noCondition(node.condition, "a condition stands before the ?", types);
    case "negation":
      return allOf(["number"], [node.operand], "- stands before a number", types);
    case "binary":
      return problemsOfBinary(node, types);
    case "literal":
    case "variable":
    case "select":
    case "index":
    case "call":
    case "list":
    case "map":
      return [];
  }
}

function problemsOfBinary(node: Binary, types: Types): readonly Problem[] {
  const { operator, left, right } = node;
  switch (operator) {
    case "in":
      return problemsOfMembership(node, types);
    case "==":
    case "!=":
      return areComparable(types.of(left), types.of(right))
        ? []
        : [incomparable(node, `${types.described(left)} never equals ${types.described(right)}`, types)];
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const problems = allOf(
        ["number", "string", "bytes", "bool"],
        [left, right],
        `${operator} compares numbers or texts`,
        types,
      );
      return problems.length > 0 || areComparable(types.of(left), types.of(right))
        ? problems
        : [
            incomparable(
              node,
              `${operator} cannot compare ${types.described(left)} with ${types.described(right)}`,
              types,
            ),
          ];
    }
    case "+":
      return allOf(
        ["number", "string", "bytes", "list"],
        [left, right],
        "+ joins texts or lists, or adds numbers",
        types,
      );
    case "-":
    case "*":
    case "/":
    case "%":
      return allOf(["number"], [left, right], `${operator} stands between numbers`, types);
  }
}

/** `"a" in groups`; what is looked for must be of the kind that the list holds. */
function problemsOfMembership(node: Binary, types: Types): readonly Problem[] {
  const { left, right } = node;
  const list = types.of(right);
  if (!["list", "map", "any"].includes(list.name)) {
    return [
      {
        rule: "operand-type",
        message: `in looks into a list, and ${types.described(right)} is none`,
        suggestion: isGroups(left)
          ? `Write ${isText(right) ? types.shown(right) : '"kafka"'} in groups`
          : `Write a list, such as groups or [${types.shown(right)}]`,
        ...rangeOf(right),
      },
    ];
  }
  if (list.name !== "list" || areComparable(types.of(left), list.element)) {
    return [];
  }
  return [
    {
      rule: "operand-type",
      message: `${types.described(left)} is never in ${types.shown(right)}, which holds ${PLURALS[list.element.name]}`,
      suggestion:
        left.kind === "list"
          ? 'Ask for each by itself: "a" in groups || "b" in groups'
          : 'Write the group in quotes, and brackets around what belongs together: "kafka" in groups',
      ...rangeOf(left),
    },
  ];
}

/** `!"a" in groups` is `(!"a") in groups` to CEL, and never meant so. */
function negatedText(node: Node, types: Types): readonly Problem[] | undefined {
  return node.kind === "binary" && node.left.kind === "not" && isText(node.left.operand)
    ? [
        {
          rule: "operand-type",
          message: `! negates only what stands right behind it, and ${types.shown(node.left.operand)} is a text`,
          suggestion: `Put brackets around the condition: !(${types.shown({ ...node, start: node.left.operand.start })})`,
          ...rangeOf(node.left),
        },
      ]
    : undefined;
}

function noCondition(node: Node, rule: string, types: Types): readonly Problem[] {
  const suggestion = isText(node)
    ? `Write ${types.shown(node)} in groups`
    : 'Write a condition, such as "kafka" in groups';
  return allOf(["bool"], [node], rule, types).map((problem) => ({ ...problem, suggestion }));
}

function allOf(
  names: readonly Type["name"][],
  nodes: readonly Node[],
  rule: string,
  types: Types,
): readonly Problem[] {
  return nodes
    .filter((node) => ![...names, "any"].includes(types.of(node).name))
    .map((node) => ({
      rule: "operand-type",
      message: `${rule}, and ${types.shown(node)} is ${NAMES[types.of(node).name]}`,
      ...rangeOf(node),
    }));
}

function incomparable(node: Binary, message: string, types: Types): Problem {
  const text = [node.left, node.right].find(isText);
  const isAboutGroups = text !== undefined && [node.left, node.right].some(isGroups);
  const membership = text === undefined ? "" : `${types.shown(text)} in groups`;
  return {
    rule: "operand-type",
    message,
    ...(isAboutGroups
      ? { suggestion: `Write ${node.operator === "!=" ? `!(${membership})` : membership}` }
      : {}),
    ...rangeOf(node),
  };
}

function isText(node: Node): boolean {
  return node.kind === "literal" && node.type === "string";
}

function isGroups(node: Node): boolean {
  return node.kind === "variable" && node.name === "groups";
}

function rangeOf({ start, end }: Node): { start: number; end: number } {
  return { start, end };
}

const NAMES: Record<Type["name"], string> = {
  bool: "a condition",
  number: "a number",
  string: "a text",
  bytes: "bytes",
  null: "null",
  map: "a map",
  list: "a list",
  any: "a value",
};

const PLURALS: Record<Type["name"], string> = {
  bool: "conditions",
  number: "numbers",
  string: "texts",
  bytes: "bytes",
  null: "nulls",
  map: "maps",
  list: "lists",
  any: "values",
};
