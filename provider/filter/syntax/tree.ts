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
  | Literal
  | Variable
  | Select
  | Index
  | Call
  | Binary
  | Chain
  | NodeOf<"list", { elements: readonly Node[] }>
  | NodeOf<"map", { entries: readonly Entry[] }>
  | NodeOf<"not", { operand: Node }>
  /** `-a`, if `a` is not a number. */
  | NodeOf<"negation", { operand: Node }>
  | NodeOf<"conditional", { condition: Node; then: Node; otherwise: Node }>;

/** A node of one kind, with its place. */
type NodeOf<Kind extends string, Properties> = Range & Readonly<Properties> & { readonly kind: Kind };

/** `groups`, or `.groups` */
export type Variable = NodeOf<"variable", { name: string }>;

/** `claims.department`; with `optional`, `claims.?department`. */
export type Select = NodeOf<"select", { operand: Node; field: string; optional: boolean }>;

/** `groups[0]`; with `optional`, `groups[?0]`. */
export type Index = NodeOf<"index", { operand: Node; index: Node; optional: boolean }>;

/**
 * A call of a function, `size(groups)`, or of a method of `target`, `groups.size()`. Macros are calls, too: the arguments of
 * `groups.exists(g, g == "a")` are the variable `g` and the condition.
 */
export type Call = NodeOf<
  "call",
  { name: string; nameStart: number; target: Node | undefined; args: readonly Node[] }
>;

type Entry = readonly [key: Node, value: Node];

export type BinaryOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%";

export type Binary = NodeOf<"binary", { operator: BinaryOperator; left: Node; right: Node }>;

/** At least two operands in source order. None is a chain of the same operator. */
export type Chain = NodeOf<"chain", { operator: "&&" | "||"; operands: readonly Node[] }>;

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

/** Returns a text that is equal for two nodes exactly if their trees are, without their places. */
export function keyOf(node: Node): string {
  if (node.kind === "literal") {
    return JSON.stringify([node.type, Object.is(node.value, -0) ? "-0" : String(node.value)]);
  }
  return node.kind === "variable"
    ? node.name
    : `(${[headOf(node), ...childrenOf(node).map(keyOf)].join(" ")})`;
}

function headOf(node: Node): string {
  if (node.kind === "select") {
    return `.${node.optional ? "?" : ""} ${JSON.stringify(node.field)}`;
  }
  if (node.kind === "index") {
    return node.optional ? "[?]" : "[]";
  }
  if (node.kind === "call") {
    return `call ${node.target === undefined ? "" : "."}${node.name}`;
  }
  return "operator" in node ? node.operator : node.kind;
}

/** Whether the call is a macro that binds its first argument for the others. */
export function bindsFirst({ name, target, args }: Call): boolean {
  return target !== undefined && args.length >= 2 && args.length <= (MACROS.get(name) ?? 0);
}

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
const MACROS = new Map(Object.entries({ all: 2, exists: 2, exists_one: 2, filter: 2, map: 3 }));
