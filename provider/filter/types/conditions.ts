import type { Issue } from "../report";
import { boundName, childrenOf, isText, type Node } from "../syntax";
import type { DescribedTypes } from "./types";

/** A node that stands where only a condition can. */
interface ConditionPlace {
  readonly node: Node;
  /** Why only a condition can: a main clause, to go on with ", and". */
  readonly requirement: string;
  /** What a text there is to be compared with in place of groups: in `groups.exists(g, "a")`, `g`. */
  readonly variable?: string;
}

/** The filter itself has to be a condition. */
export function wholeFilter(tree: Node): ConditionPlace {
  return { node: tree, requirement: "a filter is a condition" };
}

/** Where a condition has to stand right below a node. */
export function conditionPlacesIn(node: Node): readonly ConditionPlace[] {
  if (node.kind === "chain") {
    return node.operands.map((operand) => ({
      node: operand,
      requirement: `${node.operator} joins conditions`,
    }));
  }
  if (node.kind === "not") {
    return [{ node: node.operand, requirement: "! negates a condition" }];
  }
  if (node.kind === "conditional") {
    return [{ node: node.condition, requirement: "a condition stands before the ?" }];
  }
  const variable = node.kind === "call" ? boundName(node) : undefined;
  if (node.kind !== "call" || variable === undefined) {
    return [];
  }
  const [, asked = node, result] = node.args;
  // `map` asks for one only where it is given two.
  return node.name === "map" && result === undefined
    ? []
    : [{ node: asked, requirement: `${node.name} asks for a condition`, variable }];
}

/** Why what stands in the place of a condition can never be one: of `a ? b : c`, neither `b` nor `c` can. */
export function conditionProblems(place: ConditionPlace, types: DescribedTypes): readonly Issue[] {
  const { node, requirement, variable } = place;
  if (node.kind === "conditional") {
    const branches = branchesOf(place).map((branch) => conditionProblems(branch, types));
    return branches.some(({ length }) => length === 0) ? [] : branches.flat();
  }
  const text = isText(node) ? types.shown(node) : '"kafka"';
  const condition = variable === undefined ? `${text} in groups` : `${variable} == ${text}`;
  const isExact = isText(node) && variable === undefined;
  const suggestion = isExact ? `Write ${condition}` : `Write a condition, such as ${condition}`;
  return types.mismatches(["bool"], [node], requirement, suggestion);
}

/** Of all `a ? b : c` that stand for a condition: each of `b` and `c` that can never be one while the other can. */
export function branchProblems(types: DescribedTypes): readonly Issue[] {
  return [wholeFilter(types.tree), ...placesWithin(types.tree)].flatMap((place) =>
    problemsInBranches(place, types),
  );
}

function placesWithin(node: Node): readonly ConditionPlace[] {
  return [...conditionPlacesIn(node), ...childrenOf(node).flatMap(placesWithin)];
}

function problemsInBranches(place: ConditionPlace, types: DescribedTypes): readonly Issue[] {
  return branchesOf(place).flatMap((branch) => {
    const problems = conditionProblems(branch, types);
    return problems.length > 0 ? problems : problemsInBranches(branch, types);
  });
}

function branchesOf({ node, ...place }: ConditionPlace): readonly ConditionPlace[] {
  return node.kind === "conditional"
    ? [node.then, node.otherwise].map((branch) => ({ ...place, node: branch }))
    : [];
}
