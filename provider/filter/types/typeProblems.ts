import { conditionPlacesIn, conditionProblems, wholeFilter } from "./conditions";
import { excerpt, type Issue, issueAt } from "../report";
import { type Binary, childrenOf, isText, type Node } from "../syntax";
import { areComparable, type DescribedTypes, NAMES, type TypeName } from "./types";

/** Finds operands of the wrong type, and a result that is not a condition. An unknown type is accepted. */
export function typeProblems(types: DescribedTypes): readonly Issue[] {
  const { tree } = types;
  const problems = problemsIn(tree, types);
  return problems.length > 0 || isText(tree) ? problems : conditionProblems(wholeFilter(tree), types);
}

/** A problem in a node explains the problems around it, and is reported alone. */
function problemsIn(node: Node, types: DescribedTypes): readonly Issue[] {
  const below = negatedText(node, types) ?? childrenOf(node).flatMap((child) => problemsIn(child, types));
  return below.length > 0 ? below : problemsAt(node, types);
}

function problemsAt(node: Node, types: DescribedTypes): readonly Issue[] {
  if (node.kind === "binary") {
    return node.operator === "in" ? problemsOfMembership(node, types) : problemsOfOperands(node, types);
  }
  if (node.kind === "index" && types.of(node.operand).name === "list") {
    return types.mismatches(["number"], [node.index], "a list index must be a number");
  }
  if (node.kind === "select") {
    const requirement = `only a map can have a field ${excerpt(node.field)}`;
    const issues = types.mismatches(["map"], [node.operand], requirement);
    return issues.map(({ message }) => issueAt(node, message));
  }
  return node.kind === "negation"
    ? types.mismatches(["number"], [node.operand], "- needs a number after it")
    : conditionPlacesIn(node).flatMap((place) => conditionProblems(place, types));
}

/** The types that an operator accepts, and the end of the message. */
type Operands = readonly [accepted: readonly TypeName[], requirement: string];

const NUMBERS: Operands = [["number"], "works on numbers"];
const ORDERED: Operands = [["number", "string", "bytes", "bool"], "compares numbers or strings"];
const JOINED: Operands = [["number", "string", "bytes", "list"], "adds numbers, or joins strings or lists"];

/** Operators that do not accept every type. */
const OPERANDS: Readonly<Partial<Record<Binary["operator"], Operands>>> = {
  ...{ "<": ORDERED, "<=": ORDERED, ">": ORDERED, ">=": ORDERED },
  ...{ "+": JOINED, "-": NUMBERS, "*": NUMBERS, "/": NUMBERS, "%": NUMBERS },
};

function problemsOfOperands(node: Binary, types: DescribedTypes): readonly Issue[] {
  const { operator, left, right } = node;
  const [accepted, requirement] = OPERANDS[operator] ?? [];
  const mismatches =
    accepted === undefined ? [] : types.mismatches(accepted, [left, right], `${operator} ${requirement}`);
  if (mismatches.length > 0 || areComparable(types.of(left), types.of(right))) {
    return mismatches;
  }
  const [one, other] = [types.described(left), types.described(right)];
  if (operator === "==" || operator === "!=") {
    return [issueAt(node, `${one} never equals ${other}`)];
  }
  const why = operator === "+" ? `join ${one} and ${other}` : `compare ${one} with ${other}`;
  return [issueAt(node, `${operator} cannot ${why}`)];
}

/** `"a" in groups`: the type must be that of the elements. */
function problemsOfMembership({ left, right }: Binary, types: DescribedTypes): readonly Issue[] {
  const list = types.of(right);
  if (list.name !== "list") {
    return types.mismatches(["list", "map"], [right], "in needs a list after it");
  }
  if (areComparable(types.of(left), list.element)) {
    return [];
  }
  const elements = NAMES[list.element.name].many;
  const message = `${types.described(left)} is never in ${types.shown(right)}, which contains ${elements}`;
  return [issueAt(left, message)];
}

/** `!"a" in groups` is `(!"a") in groups` in CEL, which is never intended. */
function negatedText(node: Node, types: DescribedTypes): readonly Issue[] | undefined {
  return node.kind === "binary" && node.left.kind === "not" && isText(node.left.operand)
    ? [issueAt(node.left, `! negates only ${types.shown(node.left.operand)}, which is a string`)]
    : undefined;
}
