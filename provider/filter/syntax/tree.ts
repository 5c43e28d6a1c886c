import type { Literal } from "../lexer";
import type { Range } from "../report";

/**
 * The tree of a CEL expression.
 *
 * - `start` and `end` are offsets in UTF-16 units. The round brackets around a node are not part of its range: in `(a) || b`
 *   the chain begins at 0, and `a` at 1.
 * - A chain of one operator is one node: `a || (b || c)` has three operands.
 * - Every name that is not called is a variable, even if nothing declares it.
 */
export type Node =
  Literal | Variable | Select | Index | Call | List | MapNode | Not | Negation | Binary | Chain | Conditional;

/** `groups`, or `.groups` */
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
 * A call of a function, `size(groups)`, or of a method of `target`, `groups.size()`. Macros are calls, too: the arguments of
 * `groups.exists(g, g == "a")` are the variable `g` and the condition.
 */
export interface Call extends Range {
  readonly kind: "call";
  readonly name: string;
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

export interface Not extends Range {
  readonly kind: "not";
  readonly operand: Node;
}

/** `-a`, if `a` is not a number. */
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

/** At least two operands in source order. None is a chain of the same operator. */
export interface Chain extends Range {
  readonly kind: "chain";
  readonly operator: "&&" | "||";
  readonly operands: readonly Node[];
}

export interface Conditional extends Range {
  readonly kind: "conditional";
  readonly condition: Node;
  readonly then: Node;
  readonly otherwise: Node;
}

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

/** Whether the call is a macro that binds its first argument for the others. */
export function bindsFirst({ name, target, args }: Call): boolean {
  const most = MACROS.get(name);
  return target !== undefined && most !== undefined && args.length >= 2 && args.length <= most;
}

/** The variable that a macro binds, or undefined. */
export function boundName(call: Call): string | undefined {
  const [first] = call.args;
  return bindsFirst(call) && first?.kind === "variable" ? first.name : undefined;
}

/** The variables that no macro binds, in source order. */
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

export function isText(node: Node | undefined): boolean {
  return node?.kind === "literal" && node.type === "string";
}

export function isGroups(node: Node): boolean {
  return node.kind === "variable" && node.name === "groups";
}

export const RELATIONS: ReadonlySet<BinaryOperator> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);

/** The macros that bind a variable, with their maximum number of arguments. */
const MACROS: ReadonlyMap<string, number> = new Map([
  ["all", 2],
  ["exists", 2],
  ["exists_one", 2],
  ["filter", 2],
  ["map", 3],
]);
