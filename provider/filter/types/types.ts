import { bindsFirst, boundName, type Call, childrenOf, type Node } from "../syntax";

/** The type of a value, as far as the text alone tells it; `any` where it does not. Numbers are one type: CEL compares them. */
export type Type =
  | { readonly name: "bool" | "number" | "string" | "bytes" | "null" | "map" | "any" }
  | { readonly name: "list"; readonly element: Type };

/** The types of the names that stand for something at a node. */
type Scope = ReadonlyMap<string, Type>;

export const ANY: Type = { name: "any" };
const BOOL: Type = { name: "bool" };
const NUMBER: Type = { name: "number" };
const STRING: Type = { name: "string" };

/** What every filter may use: the groups of a user, and the claims of the older form. */
const FILTER_SCOPE: Scope = new Map<string, Type>([
  ["groups", { name: "list", element: STRING }],
  ["claims", { name: "map" }],
]);

/** The type of every node of a tree. */
export function typesIn(tree: Node): ReadonlyMap<Node, Type> {
  const types = new Map<Node, Type>();
  annotate(tree, FILTER_SCOPE, types);
  return types;
}

/**
 * What the arguments of a call may use besides what is in scope around it: in `groups.exists(g, …)`, `g`.
 *
 * @param over the type of what the call is made on
 */
function scopeWithin(call: Call, scope: Scope, over: Type = ANY): Scope {
  const name = boundName(call);
  return name === undefined ? scope : new Map([...scope, [name, over.name === "list" ? over.element : ANY]]);
}

/** Whether a value of one type may equal one of the other. Null may: what is missing is asked for so. */
export function areComparable(one: Type, other: Type): boolean {
  return one.name === other.name || [one, other].some(({ name }) => name === "any" || name === "null");
}

function annotate(node: Node, scope: Scope, types: Map<Node, Type>): Type {
  const below = annotateBelow(node, scope, types);
  const type = typeOf(node, below, scope);
  types.set(node, type);
  return type;
}

function annotateBelow(node: Node, scope: Scope, types: Map<Node, Type>): readonly Type[] {
  if (node.kind !== "call" || node.target === undefined) {
    return childrenOf(node).map((child) => annotate(child, scope, types));
  }
  const over = annotate(node.target, scope, types);
  const inner = scopeWithin(node, scope, over);
  return [over, ...node.args.map((argument) => annotate(argument, inner, types))];
}

/** @param below the types of the children, in their order */
function typeOf(node: Node, below: readonly Type[], scope: Scope): Type {
  switch (node.kind) {
    case "literal":
      return LITERALS[node.type];
    case "variable":
      return scope.get(node.name) ?? ANY;
    case "index":
      return below[0]?.name === "list" && !node.optional ? below[0].element : ANY;
    case "call":
      return typeOfCall(node, below);
    case "list":
      return { name: "list", element: common(below) };
    case "map":
      return { name: "map" };
    case "not":
    case "chain":
      return BOOL;
    case "binary":
      return ARITHMETIC.has(node.operator) ? common(below) : BOOL;
    case "conditional":
      return common(below.slice(1));
    case "negation":
      return NUMBER;
    case "select":
      return ANY;
  }
}

/** `groups.filter(…)` and `groups.map(…)` are lists, and no conditions. */
function typeOfCall(call: Call, [over = ANY, ...args]: readonly Type[]): Type {
  if (bindsFirst(call) && call.name === "filter") {
    return { name: "list", element: over.name === "list" ? over.element : ANY };
  }
  return bindsFirst(call) && call.name === "map"
    ? { name: "list", element: args.at(-1) ?? ANY }
    : (RESULTS.get(call.name) ?? ANY);
}

const LITERALS = {
  string: STRING,
  bool: BOOL,
  int: NUMBER,
  uint: NUMBER,
  double: NUMBER,
  bytes: { name: "bytes" },
  null: { name: "null" },
} as const satisfies Record<string, Type>;

/** Of the functions whose result is the same whatever they are called on. */
const RESULTS: ReadonlyMap<string, Type> = new Map([
  ["size", NUMBER],
  ...["has", "all", "exists", "exists_one", "startsWith", "endsWith", "contains", "matches"].map(
    (name) => [name, BOOL] as const,
  ),
]);

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);

/** The type that all have; any where they differ, or there are none. Of lists that hold different things: a list of any. */
function common([first = ANY, ...others]: readonly Type[]): Type {
  return others.reduce(commonOfTwo, first);
}

function commonOfTwo(one: Type, other: Type): Type {
  if (one.name === "list" && other.name === "list") {
    return { name: "list", element: commonOfTwo(one.element, other.element) };
  }
  return one.name === other.name ? one : ANY;
}
