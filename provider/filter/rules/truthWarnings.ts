import { excerpt, type Problem } from "../report";
import { childrenOf, type Node } from "../syntax";
import { truthOf } from "../logic";
/** The rule of a filter that lets everybody in. */
export const EVERYONE = "everyone";

/** Whom a condition lets in whatever groups there are, and what in it makes no difference. */
export function truthWarnings(text: string, tree: Node): readonly Problem[] {
  const { always, droppable } = truthOf(tree);
  const { start, end } = tree;
  switch (always) {
    case "everyone":
      return [
        {
          rule: EVERYONE,
          message: "every SSO user matches, whatever their groups",
          suggestion: 'To let only some in, name their group: "kafka" in groups',
          start,
          end,
        },
      ];
    case "nobody":
      return [
        {
          rule: "nobody",
          message: "nobody can match, whatever their groups",
          suggestion: hasAnd(tree)
            ? "A user is in several groups at once: join groups with || where one of them is enough"
            : 'To let some in, name their group: "kafka" in groups',
          start,
          end,
        },
      ];
    case "undecided":
      return [
        {
          rule: "undecided",
          message: "whom it lets in was not worked out, for too many conditions are joined here",
          suggestion:
            "Look for yourself whether it lets everybody in, or nobody; or split it into two mappings",
          start,
          end,
        },
      ];
    case undefined:
      return droppable.map((node) => ({
        rule: "redundant-operand",
        message: `${excerpt(text.slice(node.start, node.end))} makes no difference`,
        suggestion: "Remove it: the same users match without it",
        start: node.start,
        end: node.end,
      }));
  }
}

function hasAnd(node: Node): boolean {
  return (node.kind === "chain" && node.operator === "&&") || childrenOf(node).some(hasAnd);
}
