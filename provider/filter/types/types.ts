import { excerpt, type Issue, type Range, rangeOf } from "../report";
import { bindsFirst, boundName, type Call, childrenOf, type Node } from "../syntax";

/** The type of a value, as far as the text alone tells it; `any` where it does not. Numbers are one type: CEL compares them. */
type Type =
  | { readonly name: "bool" | "number" | "string" | "bytes" | "null" | "map" | "any" }
  | { readonly name: "list"; readonly element: Type };

export type TypeName = Type["name"];

/** The types of the names that stand for something at a node. */
type Scope = ReadonlyMap<string, Type>;

const ANY: Type = { name: "any" };
const BOOL: Type = { name: "bool" };
const NUMBER: Type = { name: "number" };
const STRING: Type = { name: "string" };

/** What every filter may use: the groups of a user, and the claims of the older form. */
const FILTER_SCOPE: Scope = new Map<string, Type>([
  ["groups", { name: "list", element: STRING }],
  ["claims", { name: "map" }],
]);

/** A tree with the types of its nodes, and how a message names them. */
export class DescribedTypes {
  private readonly types = new Map<Node, Type>();

  /** @param text what `tree` was read from */
  constructor(
    private readonly text: string,
    readonly tree: Node,
  ) {
    this.annotate(tree, FILTER_SCOPE);
  }

  of(node: Node): Type {
    return this.types.get(node) ?? ANY;
  }

  /** As it is written: `"a"` */
  shown({ start, end }: Range): string {
    return excerpt(this.text.slice(start, end));
  }

  /** `"a" (a text)` */
  described(node: Node): string {
    return `${this.shown(node)} (${NAMES[this.of(node).name].one})`;
  }

  /** What is wrong with the nodes that are of none of these types. A node whose type is not known may be of any. */
  mismatches(
    accepted: readonly TypeName[],
    nodes: readonly Node[],
    requirement: string,
    suggestion = "",
  ): readonly Issue[] {
    return nodes
      .filter((node) => ![...accepted, "any"].includes(this.of(node).name))
      .map((node) => ({
        message: `${requirement}, and ${this.shown(node)} is ${NAMES[this.of(node).name].one}`,
        suggestion,
        ...rangeOf(node),
      }));
  }

  private annotate(node: Node, scope: Scope): Type {
    const below: Type[] = [];
    for (const child of childrenOf(node)) {
      const isArgument = node.kind === "call" && child !== node.target;
      below.push(this.annotate(child, isArgument ? scopeWithin(node, scope, below[0]) : scope));
    }
    const type = typeOf(node, below, scope);
    this.types.set(node, type);
    return type;
  }
}

export const NAMES: Readonly<Record<TypeName, { readonly one: string; readonly many: string }>> = {
  bool: { one: "a condition", many: "conditions" },
  number: { one: "a number", many: "numbers" },
  string: { one: "a text", many: "texts" },
  bytes: { one: "bytes", many: "bytes" },
  null: { one: "null", many: "nulls" },
  map: { one: "a map", many: "maps" },
  list: { one: "a list", many: "lists" },
  any: { one: "a value", many: "values" },
};

/** Whether a value of one type may equal one of the other. Null may: what is missing is asked for so. */
export function areComparable(one: Type, other: Type): boolean {
  return one.name === other.name || [one, other].some(({ name }) => name === "any" || name === "null");
}

/** What the arguments of a call may use besides what is in scope around it: in `groups.exists(g, …)`, `g`. */
function scopeWithin(call: Call, scope: Scope, over: Type | undefined): Scope {
  const name = boundName(call);
  return name === undefined ? scope : new Map([...scope, [name, elementOf(over)]]);
}

/** @param below the types of the children, in their order */
function typeOf(node: Node, below: readonly Type[], scope: Scope): Type {
  switch (node.kind) {
    case "literal":
      return node.type === "int" || node.type === "uint" || node.type === "double"
        ? NUMBER
        : { name: node.type };
    case "variable":
      return scope.get(node.name) ?? ANY;
    case "index":
      return node.optional ? ANY : elementOf(below[0]);
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
      return "+-*/%".includes(node.operator) ? common(below) : BOOL;
    case "conditional":
      return common(below.slice(1));
    case "negation":
      return NUMBER;
    case "select":
      return ANY;
  }
}

/** `groups.filter(…)` and `groups.map(…)` are lists, and no conditions. */
function typeOfCall(call: Call, below: readonly Type[]): Type {
  if (bindsFirst(call) && (call.name === "filter" || call.name === "map")) {
    const element = call.name === "filter" ? elementOf(below[0]) : below.at(-1);
    return { name: "list", element: element ?? ANY };
  }
  return call.name === "size" ? NUMBER : CONDITIONS.has(call.name) ? BOOL : ANY;
}

/** The functions that come to a condition, whatever they are called on. */
const CONDITIONS: ReadonlySet<string> = new Set(
  "has all exists exists_one startsWith endsWith contains matches".split(" "),
);

function elementOf(list: Type | undefined): Type {
  return list?.name === "list" ? list.element : ANY;
}

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
