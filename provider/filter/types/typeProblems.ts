import { excerpt, type Issue, issueAt, visible } from "../report";
import { type Binary, boundName, childrenOf, isText, type Node } from "../syntax";
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

/** `"a" in groups`: the left operand must have the element type of the list. */
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

/** A node that must be a condition. */
interface ConditionPlace {
  readonly node: Node;
  /** The reason, as a main clause before ", but". */
  readonly requirement: string;
  /** The variable that a string is compared with in place of `groups`: `g` in `groups.exists(g, "a")`. */
  readonly variable?: string;
}

export function wholeFilter(tree: Node): ConditionPlace {
  return { node: tree, requirement: "a filter must be a condition" };
}

function conditionPlacesIn(node: Node): readonly ConditionPlace[] {
  if (node.kind === "chain") {
    const requirement = `${node.operator} joins conditions`;
    return node.operands.map((operand) => ({ node: operand, requirement }));
  }
  if (node.kind === "not") {
    return [{ node: node.operand, requirement: "! negates a condition" }];
  }
  if (node.kind === "conditional") {
    return [{ node: node.condition, requirement: "? needs a condition before it" }];
  }
  const variable = node.kind === "call" ? boundName(node) : undefined;
  if (node.kind !== "call" || variable === undefined) {
    return [];
  }
  const [, asked = node, result] = node.args;
  // `map` has a condition only with three arguments.
  return node.name === "map" && result === undefined
    ? []
    : [{ node: asked, requirement: `${node.name} needs a condition`, variable }];
}

/** Returns why a node can never be a condition. `a ? b : c` can be one if `b` or `c` can. */
export function conditionProblems(place: ConditionPlace, types: DescribedTypes): readonly Issue[] {
  const { node, requirement, variable } = place;
  if (node.kind === "conditional") {
    const branches = branchesOf(place).map((branch) => conditionProblems(branch, types));
    return branches.some(({ length }) => length === 0) ? [] : branches.flat();
  }
  const text = isText(node) ? types.written(node) : '"kafka"';
  const condition = variable === undefined ? `${text} in groups` : `${variable} == ${text}`;
  const [suggestion, replacement] = isText(node)
    ? [`Write ${visible(condition)}`, condition]
    : [`Write a condition, such as ${condition}`];
  return types.mismatches(["bool"], [node], requirement, suggestion, replacement);
}

/** Returns the branches of `a ? b : c` that can never be conditions, if the other branch can. */
export function branchProblems(types: DescribedTypes): readonly Issue[] {
  const placesWithin = (node: Node): readonly ConditionPlace[] => [
    ...conditionPlacesIn(node),
    ...childrenOf(node).flatMap(placesWithin),
  ];
  const problemsInBranches = (place: ConditionPlace): readonly Issue[] =>
    branchesOf(place).flatMap((branch) => {
      const problems = conditionProblems(branch, types);
      return problems.length > 0 ? problems : problemsInBranches(branch);
    });
  return [wholeFilter(types.tree), ...placesWithin(types.tree)].flatMap(problemsInBranches);
}

function branchesOf({ node, ...place }: ConditionPlace): readonly ConditionPlace[] {
  return node.kind === "conditional"
    ? [node.then, node.otherwise].map((branch) => ({ ...place, node: branch }))
    : [];
}
