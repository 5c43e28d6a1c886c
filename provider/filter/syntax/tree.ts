import type { Literal } from "../lexer";
import type { Range } from "../report";

/**
 * What a CEL expression means, as a tree. It is our own, so that a matcher, a builder and the checks depend on nothing of
 * the library that parses.
 *
 * - `start` and `end` are offsets in the text that was read, in UTF-16 units, `end` after the last one. Round brackets
 *   around a node are not part of its range, those inside are: in `(a) || b` the chain begins at 0, and `a` at 1.
 * - Round brackets leave no other trace, and a chain of one operator is one node: `a || (b || c)` has three operands.
 * - The operators `== != < <= > >= in` are of one level and group to the left, as CEL's grammar says.
 * - A name that is not called stands as a variable, whether anybody declares it or not.
 */
export type Node =
  Literal | Variable | Select | Index | Call | List | MapNode | Not | Negation | Binary | Chain | Conditional;

/** `groups`; a leading dot (`.groups`) is left out. */
export interface Variable extends Range {
  readonly kind: "variable";
  readonly name: string;
}

/** `claims.department`; with `optional`, `claims.?department`. */
export interface Select extends Range {
  readonly kind: "select";
  readonly operand: Node;
  readonly field: string;
  readonly optional: boolean;
}

/** `groups[0]`; with `optional`, `groups[?0]`. */
export interface Index extends Range {
  readonly kind: "index";
  readonly operand: Node;
  readonly index: Node;
  readonly optional: boolean;
}

/**
 * A call of a function, `size(groups)`, or of a method of `target`, `groups.size()`. Macros stand as calls as they are
 * written: of `groups.exists(g, g == "a")` the arguments are the variable `g` and the condition (`bindsFirst` tells which
 * calls bind their first argument), and `has(claims.a)` has one argument, a select.
 */
export interface Call extends Range {
  readonly kind: "call";
  readonly name: string;
  /** Where the name stands. */
  readonly nameStart: number;
  readonly target: Node | undefined;
  readonly args: readonly Node[];
}

export interface List extends Range {
  readonly kind: "list";
  readonly elements: readonly Node[];
}

export interface MapNode extends Range {
  readonly kind: "map";
  readonly entries: readonly (readonly [key: Node, value: Node])[];
}

/** `!a` */
export interface Not extends Range {
  readonly kind: "not";
  readonly operand: Node;
}

/** `-a`, where `a` is no number. */
export interface Negation extends Range {
  readonly kind: "negation";
  readonly operand: Node;
}

export type BinaryOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%";

export interface Binary extends Range {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
}

/** All operands that one operator joins, two or more, in the order in which they are written. None is a chain of the same one. */
export interface Chain extends Range {
  readonly kind: "chain";
  readonly operator: "&&" | "||";
  readonly operands: readonly Node[];
}

/** `condition ? then : otherwise` */
export interface Conditional extends Range {
  readonly kind: "conditional";
  readonly condition: Node;
  readonly then: Node;
  readonly otherwise: Node;
}

/** The nodes right below `node`, in the order in which they are written. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "literal":
    case "variable":
      return [];
    case "select":
    case "not":
    case "negation":
      return [node.operand];
    case "index":
      return [node.operand, node.index];
    case "call":
      return node.target === undefined ? node.args : [node.target, ...node.args];
    case "list":
      return node.elements;
    case "map":
      return node.entries.flat();
    case "binary":
      return [node.left, node.right];
    case "chain":
      return node.operands;
    case "conditional":
      return [node.condition, node.then, node.otherwise];
  }
}

/** Whether the call is a macro whose first argument is a variable that the other arguments may use. */
export function bindsFirst({ name, target, args }: Call): boolean {
  const most = MACROS.get(name);
  return target !== undefined && most !== undefined && args.length >= 2 && args.length <= most;
}

/** The name that a macro binds for what follows it; undefined where the call is none, or gives no name. */
export function boundName(call: Call): string | undefined {
  const [first] = call.args;
  return bindsFirst(call) && first?.kind === "variable" ? first.name : undefined;
}

/** The variables that no macro around them binds, in the order in which they are written. */
export function freeVariables(node: Node, bound: readonly string[] = []): readonly Variable[] {
  if (node.kind === "variable") {
    return bound.includes(node.name) ? [] : [node];
  }
  const name = node.kind === "call" ? boundName(node) : undefined;
  const inner = name === undefined ? bound : [...bound, name];
  return childrenOf(node).flatMap((child) =>
    freeVariables(child, node.kind === "call" && child === node.target ? bound : inner),
  );
}

/** Whether a node is a text in quotes. */
export function isText(node: Node | undefined): boolean {
  return node?.kind === "literal" && node.type === "string";
}

export function isGroups(node: Node): boolean {
  return node.kind === "variable" && node.name === "groups";
}

/** The operators of which each comes to a condition. */
export const RELATIONS: ReadonlySet<BinaryOperator> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);

/** The macros of a list or a map that bind a variable, and how many arguments each takes at most. */
const MACROS: ReadonlyMap<string, number> = new Map([
  ["all", 2],
  ["exists", 2],
  ["exists_one", 2],
  ["filter", 2],
  ["map", 3],
]);
