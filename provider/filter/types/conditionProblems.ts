import type { ConditionPlace } from "./conditionPlaces";
import type { DescribedTypes } from "./describedTypes";
import { ofOtherType } from "./operandType";
import type { Problem } from "../report";

/** Why what stands in the place of a condition can never be one: of `a ? b : c`, neither `b` nor `c` can. */
export function conditionProblems(place: ConditionPlace, types: DescribedTypes): readonly Problem[] {
  const { node, rule, variable } = place;
  if (node.kind === "conditional") {
    const [then, otherwise] = branchesOf(place).map((branch) => conditionProblems(branch, types));
    return then?.length === 0 || otherwise?.length === 0 ? [] : [...(then ?? []), ...(otherwise ?? [])];
  }
  const isText = node.kind === "literal" && node.type === "string";
  const suggestion =
    variable === undefined
      ? isText
        ? `Write ${types.shown(node)} in groups`
        : 'Write a condition, such as "kafka" in groups'
      : `Write a condition, such as ${variable} == ${isText ? types.shown(node) : '"kafka"'}`;
  return ofOtherType(["bool"], [node], types, { rule, suggestion });
}

/** Of a condition `a ? b : c`: one of `b` and `c`, which can never be a condition while the other can. */
export function branchProblems(place: ConditionPlace, types: DescribedTypes): readonly Problem[] {
  return branchesOf(place).flatMap((branch) => {
    const problems = conditionProblems(branch, types);
    return problems.length > 0
      ? problems.map((problem) => ({ ...problem, rule: "branch-type" }))
      : branchProblems(branch, types);
  });
}

function branchesOf({ node, ...place }: ConditionPlace): readonly ConditionPlace[] {
  return node.kind === "conditional"
    ? [node.then, node.otherwise].map((branch) => ({ ...place, node: branch }))
    : [];
}
