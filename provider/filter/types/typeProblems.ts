import { conditionPlacesIn, conditionProblems, wholeFilter } from "./conditions";
import { excerpt, type Issue, rangeOf } from "../report";
import { type Binary, childrenOf, isText, type Node } from "../syntax";
import { areComparable, type DescribedTypes, NAMES, type TypeName } from "./types";

/**
 * Operands that an operator cannot have, and a result that cannot be a condition: CEL that can never work. Only what the
 * text itself proves: where it does not tell a type, any is believed.
 */
export function typeProblems(types: DescribedTypes): readonly Issue[] {
  const { tree } = types;
  const problems = problemsIn(tree, types);
  return problems.length > 0 || isText(tree) ? problems : conditionProblems(wholeFilter(tree), types);
}

/** What is wrong in a node is the reason for what seems wrong around it, and told alone. */
function problemsIn(node: Node, types: DescribedTypes): readonly Issue[] {
  const below = negatedText(node, types) ?? childrenOf(node).flatMap((child) => problemsIn(child, types));
  return below.length > 0 ? below : problemsAt(node, types);
}

function problemsAt(node: Node, types: DescribedTypes): readonly Issue[] {
  if (node.kind === "binary") {
    return node.operator === "in" ? problemsOfMembership(node, types) : problemsOfOperands(node, types);
  }
  if (node.kind === "index" && types.of(node.operand).name === "list") {
    return types.mismatches(["number"], [node.index], "an element of a list is asked for by its number");
  }
  if (node.kind === "select") {
    const requirement = `only a map has a field ${excerpt(node.field)}`;
    const issues = types.mismatches(["map"], [node.operand], requirement);
    return issues.map((issue) => ({ ...issue, ...rangeOf(node) }));
  }
  return node.kind === "negation"
    ? types.mismatches(["number"], [node.operand], "- stands before a number")
    : conditionPlacesIn(node).flatMap((place) => conditionProblems(place, types));
}

/** What an operator accepts, and what goes on after it in a message. */
type Operands = readonly [accepted: readonly TypeName[], requirement: string];

const NUMBERS: Operands = [["number"], "stands between numbers"];
const ORDERED: Operands = [["number", "string", "bytes", "bool"], "compares numbers or texts"];
const JOINED: Operands = [["number", "string", "bytes", "list"], "joins texts or lists, or adds numbers"];

/** Of the operators that do not take operands of every type. */
const OPERANDS: Readonly<Partial<Record<Binary["operator"], Operands>>> = {
  ...{ "<": ORDERED, "<=": ORDERED, ">": ORDERED, ">=": ORDERED },
  ...{ "+": JOINED, "-": NUMBERS, "*": NUMBERS, "/": NUMBERS, "%": NUMBERS },
};

function problemsOfOperands(node: Binary, types: DescribedTypes): readonly Issue[] {
  const { operator, left, right } = node;
  const [accepted, requirement] = OPERANDS[operator] ?? [];
  const mismatches =
    accepted === undefined ? [] : types.mismatches(accepted, [left, right], `${operator} ${requirement}`);
  return mismatches.length > 0 || areComparable(types.of(left), types.of(right))
    ? mismatches
    : [incomparable(node, types)];
}

/** Of operands that differ in their type. */
function incomparable(node: Binary, types: DescribedTypes): Issue {
  const { operator, left, right } = node;
  const [one, other] = [types.described(left), types.described(right)];
  if (operator === "+") {
    return { message: `+ cannot join ${one} and ${other}`, suggestion: "", ...rangeOf(node) };
  }
  const isEquality = operator === "==" || operator === "!=";
  const message = isEquality
    ? `${one} never equals ${other}`
    : `${operator} cannot compare ${one} with ${other}`;
  return { message, suggestion: "", ...rangeOf(node) };
}

/** `"a" in groups`; what is looked for must be of the kind that the list holds. */
function problemsOfMembership({ left, right }: Binary, types: DescribedTypes): readonly Issue[] {
  const list = types.of(right);
  if (list.name === "map" || list.name === "any") {
    return [];
  }
  if (list.name !== "list") {
    const message = `in looks into a list, and ${types.described(right)} is none`;
    return [{ message, suggestion: "", ...rangeOf(right) }];
  }
  if (areComparable(types.of(left), list.element)) {
    return [];
  }
  const elements = NAMES[list.element.name].many;
  const message = `${types.described(left)} is never in ${types.shown(right)}, which holds ${elements}`;
  return [{ message, suggestion: "", ...rangeOf(left) }];
}

/** `!"a" in groups` is `(!"a") in groups` to CEL, and never meant so. */
function negatedText(node: Node, types: DescribedTypes): readonly Issue[] | undefined {
  if (node.kind !== "binary" || node.left.kind !== "not" || !isText(node.left.operand)) {
    return undefined;
  }
  const text = node.left.operand;
  const message = `! negates only what stands right behind it, and ${types.shown(text)} is a text`;
  return [{ message, suggestion: "", ...rangeOf(node.left) }];
}
