import type { Truth } from "../logic";
import { excerpt, issueAt } from "../report";
import { childrenOf, type Node } from "../syntax";
import { type Rule, warning } from "./rule";

export const EVERYONE = "matches-everyone";

/** Returns a check that reports who always matches. */
function whoAlways(
  always: Truth["always"],
  message: string,
  suggestionFor: (tree: Node) => string,
): Rule["check"] {
  return ({ truth, tree, readable }) => {
    // `(true)` is a group name, but as an expression it would match everyone.
    const node = always === "everyone" ? readable : tree;
    return node && truth?.always === always ? issueAt(node, message, suggestionFor(node)) : undefined;
  };
}

const everyone = warning(
  EVERYONE,
  "The filter matches every SSO user.",
  "true",
  whoAlways(
    "everyone",
    "every SSO user matches, regardless of their groups",
    () =>
      'To match only some users, name a group: "kafka" in groups. To match everyone, set allowEveryone: true',
  ),
);

const nobody = warning(
  "matches-nobody",
  "The filter matches no user.",
  '"kafka" in groups && !("kafka" in groups)',
  whoAlways("nobody", "no user can match, regardless of their groups", (tree) =>
    hasAnd(tree)
      ? "&& needs all of its conditions: use || if one of them is enough"
      : 'To match some users, name a group: "kafka" in groups',
  ),
);

const undetermined = warning(
  "undetermined",
  "The filter joins too many conditions to determine whether it matches everyone or nobody.",
  `!(${Array.from({ length: 65 }, (_, index) => `"${index}" in groups`).join(" || ")}) || "0" in groups`,
  whoAlways(
    "undetermined",
    "there are too many conditions to determine whether the filter matches everyone or nobody",
    () => "Check this yourself, or split the filter into two mappings",
  ),
);

const redundantOperand = warning(
  "redundant-operand",
  "An operand of `&&` or `||` makes no difference to who matches.",
  '"kafka" in groups || "kafka" in groups && "sre" in groups',
  ({ tree, truth, text }) =>
    (tree && truth ? truth.redundant : []).map((node) => {
      const shown = excerpt(text.slice(node.start, node.end));
      return issueAt(node, `${shown} makes no difference`, "Remove it: the same users match without it");
    }),
);

export const truthRules = [everyone, nobody, undetermined, redundantOperand] as const;

function hasAnd(node: Node): boolean {
  return (node.kind === "chain" && node.operator === "&&") || childrenOf(node).some(hasAnd);
}
