import { childrenOf, type Node } from "../syntax";
import { defineRule, issueAt } from "./rule";

/** The rule of a filter that lets everybody in. */
export const EVERYONE = "matches-everyone";

const everyone = defineRule({
  id: EVERYONE,
  severity: "warning",
  summary: "The filter lets every SSO user in.",
  example: "true",
  // `(true)` is a group's identifier; if it were an expression after all, everybody would be in.
  check: ({ truth, readable }) =>
    readable !== undefined && truth?.always === "everyone"
      ? [
          issueAt(
            readable,
            "every SSO user matches, whatever their groups",
            'To let only some in, name their group: "kafka" in groups; if everyone is meant, set allowEveryone: true',
          ),
        ]
      : [],
});

const nobody = defineRule({
  id: "matches-nobody",
  severity: "warning",
  summary: "The filter lets no user in.",
  example: '"kafka" in groups && !("kafka" in groups)',
  check: ({ truth, tree }) =>
    tree !== undefined && truth?.always === "nobody"
      ? [
          issueAt(
            tree,
            "nobody can match, whatever their groups",
            hasAnd(tree)
              ? "A user is in several groups at once: join groups with || where one of them is enough"
              : 'To let some in, name their group: "kafka" in groups',
          ),
        ]
      : [],
});

const undetermined = defineRule({
  id: "undetermined",
  severity: "warning",
  summary: "The filter joins too many conditions to work out whether it lets in everyone or nobody.",
  example: `!(${Array.from({ length: 65 }, (_, index) => `"${index}" in groups`).join(" || ")}) || "0" in groups`,
  check: ({ truth, tree }) =>
    tree !== undefined && truth?.always === "undetermined"
      ? [
          issueAt(
            tree,
            "whom it lets in was not worked out, for too many conditions are joined here",
            "Look for yourself whether it lets everybody in, or nobody; or split it into two mappings",
          ),
        ]
      : [],
});

const redundantOperand = defineRule({
  id: "redundant-operand",
  severity: "warning",
  summary: "An operand of `&&` or `||` makes no difference to who matches.",
  example: '"kafka" in groups || "kafka" in groups && "sre" in groups',
  check: (context) =>
    (context.tree === undefined ? [] : (context.truth?.redundant ?? [])).map((node) =>
      issueAt(
        node,
        `${context.shown(node)} makes no difference`,
        "Remove it: the same users match without it",
      ),
    ),
});

export const truthRules = [everyone, nobody, undetermined, redundantOperand] as const;

function hasAnd(node: Node): boolean {
  return (node.kind === "chain" && node.operator === "&&") || childrenOf(node).some(hasAnd);
}
