import { type ConditionPlace, conditionPlacesIn, conditionPlacesOf } from "./conditionPlaces";
import type { DescribedTypes } from "./describedTypes";
import { typeMismatches } from "./typeMismatches";
import type { Issue } from "../report";
import { childrenOf, isText, type Node } from "../syntax";

/** Why what stands in the place of a condition can never be one: of `a ? b : c`, neither `b` nor `c` can. */
export function conditionProblems(place: ConditionPlace, types: DescribedTypes): readonly Issue[] {
  const { node, requirement, variable } = place;
  if (node.kind === "conditional") {
    const [then, otherwise] = branchesOf(place).map((branch) => conditionProblems(branch, types));
    return then?.length === 0 || otherwise?.length === 0 ? [] : [...(then ?? []), ...(otherwise ?? [])];
  }
  const suggestion =
    variable === undefined
      ? isText(node)
        ? `Write ${types.shown(node)} in groups`
        : 'Write a condition, such as "kafka" in groups'
      : `Write a condition, such as ${variable} == ${isText(node) ? types.shown(node) : '"kafka"'}`;
  return typeMismatches(["bool"], [node], types, { requirement, suggestion });
}

/** Of all `a ? b : c` that stand for a condition: each of `b` and `c` that can never be one while the other can. */
export function branchProblems(types: DescribedTypes): readonly Issue[] {
  const below = (node: Node): readonly Issue[] => [
    ...conditionPlacesIn(node).flatMap((place) => problemsInBranches(place, types)),
    ...childrenOf(node).flatMap(below),
  ];
  return [
    ...conditionPlacesOf(types.tree).flatMap((place) => problemsInBranches(place, types)),
    ...below(types.tree),
  ];
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
