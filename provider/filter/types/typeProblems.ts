import { conditionPlacesIn, conditionPlacesOf } from "./conditionPlaces";
import { conditionProblems } from "./conditionProblems";
import type { DescribedTypes } from "./describedTypes";
import { typeMismatches } from "./typeMismatches";
import { type Issue, rangeOf } from "../report";
import { type Binary, childrenOf, isGroups, isText, type Node } from "../syntax";
import { areComparable } from "./types";

/**
 * Operands that an operator cannot have, and a result that cannot be a condition: CEL that can never work. Only what the
 * text itself proves: where it does not tell a type, any is believed.
 */
export function typeProblems(types: DescribedTypes): readonly Issue[] {
  const { tree } = types;
  const problems = problemsIn(tree, types);
  return problems.length > 0 || isText(tree)
    ? problems
    : conditionPlacesOf(tree).flatMap((place) => conditionProblems(place, types));
}

/** What is wrong in a node is the reason for what seems wrong around it, and told alone. */
function problemsIn(node: Node, types: DescribedTypes): readonly Issue[] {
  const negated = negatedText(node, types);
  const below = negated ?? childrenOf(node).flatMap((child) => problemsIn(child, types));
  return below.length > 0 ? below : problemsAt(node, types);
}

function problemsAt(node: Node, types: DescribedTypes): readonly Issue[] {
  if (node.kind === "binary") {
    return problemsOfBinary(node, types);
  }
  return node.kind === "negation"
    ? typeMismatches(["number"], [node.operand], types, {
        requirement: "- stands before a number",
        ...NO_ARITHMETIC,
      })
    : conditionPlacesIn(node).flatMap((place) => conditionProblems(place, types));
}

function problemsOfBinary(node: Binary, types: DescribedTypes): readonly Issue[] {
  const { operator, left, right } = node;
  const operands = [left, right];
  const [one, other] = [types.described(left), types.described(right)];
  switch (operator) {
    case "in":
      return problemsOfMembership(node, types);
    case "==":
    case "!=":
      return areComparable(types.of(left), types.of(right))
        ? []
        : [incomparable(node, `${one} never equals ${other}`, types)];
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const names = ["number", "string", "bytes", "bool"] as const;
      const requirement = `${operator} compares numbers or texts`;
      const suggestion = "Compare two numbers, such as size(groups) > 1, or two texts";
      const problems = typeMismatches(names, operands, types, { requirement, suggestion });
      return problems.length > 0 || areComparable(types.of(left), types.of(right))
        ? problems
        : [incomparable(node, `${operator} cannot compare ${one} with ${other}`, types)];
    }
    case "+": {
      const names = ["number", "string", "bytes", "list"] as const;
      const requirement = "+ joins texts or lists, or adds numbers";
      const suggestion = "Write && or || between conditions; + has two texts, two lists or two numbers";
      const problems = typeMismatches(names, operands, types, { requirement, suggestion });
      return problems.length > 0 || areComparable(types.of(left), types.of(right))
        ? problems
        : [
            {
              ...incomparable(node, `+ cannot join ${one} and ${other}`, types),
              suggestion: "Write two texts, two lists or two numbers",
            },
          ];
    }
    case "-":
    case "*":
    case "/":
    case "%":
      return typeMismatches(["number"], operands, types, {
        requirement: `${operator} stands between numbers`,
        ...NO_ARITHMETIC,
      });
  }
}

const NO_ARITHMETIC = {
  suggestion: 'Put quotes around the whole name of a group: "kafka-admins" in groups; ! negates a condition',
};

/** `"a" in groups`; what is looked for must be of the kind that the list holds. */
function problemsOfMembership(node: Binary, types: DescribedTypes): readonly Issue[] {
  const { left, right } = node;
  const list = types.of(right);
  if (!["list", "map", "any"].includes(list.name)) {
    return [
      {
        message: `in looks into a list, and ${types.described(right)} is none`,
        suggestion: isGroups(left)
          ? `Write ${isText(right) ? types.shown(right) : '"kafka"'} in groups`
          : right.kind === "literal" && right.value === "groups"
            ? `Leave out the quotes around groups: ${types.shown(left)} in groups`
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
      message: `${types.described(left)} is never in ${types.shown(right)}, which holds ${types.elementsOf(right)}`,
      suggestion: membershipMeant(node, types),
      ...rangeOf(left),
    },
  ];
}

function membershipMeant({ left, right }: Binary, types: DescribedTypes): string {
  if (isText(left) && right.kind === "list" && right.elements.some(isGroups)) {
    return `Leave out the brackets around groups: ${types.shown(left)} in groups`;
  }
  if (isGroups(left) && right.kind === "list" && right.elements.length <= 3 && right.elements.every(isText)) {
    return `Ask for each by itself: ${right.elements.map((element) => `${types.shown(element)} in groups`).join(" || ")}`;
  }
  return types.of(left).name === "list"
    ? 'Ask for each by itself: "a" in groups || "b" in groups'
    : 'Write the group in quotes, and brackets around what belongs together: "kafka" in groups';
}

/** `!"a" in groups` is `(!"a") in groups` to CEL, and never meant so. */
function negatedText(node: Node, types: DescribedTypes): readonly Issue[] | undefined {
  return node.kind === "binary" && node.left.kind === "not" && isText(node.left.operand)
    ? [
        {
          message: `! negates only what stands right behind it, and ${types.shown(node.left.operand)} is a text`,
          suggestion: `Put brackets around the condition: !(${types.shown({ start: node.left.operand.start, end: node.end })})`,
          ...rangeOf(node.left),
        },
      ]
    : undefined;
}

function incomparable(node: Binary, message: string, types: DescribedTypes): Issue {
  const sides = [node.left, node.right];
  const text = sides.find(isText);
  const membership = text === undefined ? "" : `${types.shown(text)} in groups`;
  return {
    message,
    suggestion:
      text !== undefined && sides.some(isGroups)
        ? `Write ${node.operator === "!=" ? `!(${membership})` : membership}`
        : sides.some(({ kind }) => kind === "binary" || kind === "literal") &&
            sides.some((side) => types.of(side).name === "bool")
          ? 'Put brackets around each condition: ("a" in groups) == ("b" in groups)'
          : 'Compare values of one type, such as size(groups) > 1, or a group with a text: groups[0] == "kafka"',
    ...rangeOf(node),
  };
}
