import { type Issue, visible } from "../report";
import { boundName, childrenOf, isText, type Node } from "../syntax";
import type { DescribedTypes } from "./types";

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

export function conditionPlacesIn(node: Node): readonly ConditionPlace[] {
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
  const problemsIn = (place: ConditionPlace): readonly Issue[] =>
    branchesOf(place).flatMap((branch) => {
      const problems = conditionProblems(branch, types);
      return problems.length > 0 ? problems : problemsIn(branch);
    });
  return [wholeFilter(types.tree), ...placesWithin(types.tree)].flatMap(problemsIn);
}

function branchesOf({ node, ...place }: ConditionPlace): readonly ConditionPlace[] {
  return node.kind === "conditional"
    ? [node.then, node.otherwise].map((branch) => ({ ...place, node: branch }))
    : [];
}
