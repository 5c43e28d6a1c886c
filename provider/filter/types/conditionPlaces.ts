import { boundName, type Node } from "../syntax";

/** A node that stands where only a condition can. */
export interface ConditionPlace {
  readonly node: Node;
  /** Why only a condition can: a main clause, to go on with ", and". */
  readonly requirement: string;
  /** What a text there is to be compared with in place of groups: in `groups.exists(g, "a")`, `g`. */
  readonly variable?: string;
}

/** Where a condition has to stand right below a node. */
export function conditionPlacesIn(node: Node): readonly ConditionPlace[] {
  switch (node.kind) {
    case "chain":
      return node.operands.map((operand) => ({
        node: operand,
        requirement: `${node.operator} joins conditions`,
      }));
    case "not":
      return [{ node: node.operand, requirement: "! negates a condition" }];
    case "conditional":
      return [{ node: node.condition, requirement: "a condition stands before the ?" }];
    case "call": {
      const variable = boundName(node);
      const [, asked, result] = node.args;
      // `map` asks for one only where it is given two.
      return variable !== undefined && asked !== undefined && (node.name !== "map" || result !== undefined)
        ? [{ node: asked, requirement: `${node.name} asks for a condition`, variable }]
        : [];
    }
    case "binary":
    case "negation":
    case "literal":
    case "variable":
    case "select":
    case "index":
    case "list":
    case "map":
      return [];
  }
}

/** Where a condition has to stand in a filter: it is one itself. */
export function conditionPlacesOf(tree: Node): readonly ConditionPlace[] {
  return [{ node: tree, requirement: "a filter is a condition" }];
}
