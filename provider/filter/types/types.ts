import { excerpt, type Issue, issueAt, type Range } from "../report";
import { bindsFirst, boundName, type Call, childrenOf, type Node } from "../syntax";

/** The type of a value, or `any` if the text does not determine it. Numbers are one type, because CEL compares them. */
type Type =
  | { readonly name: "bool" | "number" | "string" | "bytes" | "null" | "map" | "any" }
  | { readonly name: "list"; readonly element: Type };

export type TypeName = Type["name"];

type Scope = ReadonlyMap<string, Type>;

const ANY: Type = { name: "any" };
const BOOL: Type = { name: "bool" };
const NUMBER: Type = { name: "number" };
const STRING: Type = { name: "string" };

/** The variables of every filter: the groups of a user, and the claims of the older form. */
const FILTER_SCOPE: Scope = new Map<string, Type>([
  ["groups", { name: "list", element: STRING }],
  ["claims", { name: "map" }],
]);

/** A tree with the types of its nodes, and their names in messages. */
export class DescribedTypes {
  private readonly types = new Map<Node, Type>();

  constructor(
    private readonly text: string,
    readonly tree: Node,
  ) {
    this.annotate(tree, FILTER_SCOPE);
  }

  of(node: Node): Type {
    return this.types.get(node) ?? ANY;
  }

  written({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  shown(range: Range): string {
    return excerpt(this.written(range));
  }

  described(node: Node): string {
    return `${this.shown(node)} (${NAMES[this.of(node).name].one})`;
  }

  /** Returns a problem for each node of another type. A node of unknown type may have any. */
  mismatches(
    accepted: readonly TypeName[],
    nodes: readonly Node[],
    requirement: string,
    suggestion?: string,
    replacement?: string,
  ): readonly Issue[] {
    return nodes
      .filter((node) => ![...accepted, "any"].includes(this.of(node).name))
      .map((node) => {
        const message = `${requirement}, but ${this.shown(node)} is ${NAMES[this.of(node).name].one}`;
        return issueAt(node, message, suggestion, replacement);
      });
  }

  private annotate(node: Node, scope: Scope): Type {
    const below: Type[] = [];
    const [target, bound] = node.kind === "call" ? [node.target, boundName(node)] : [];
    for (const child of childrenOf(node)) {
      const isWithinMacro = bound !== undefined && child !== target;
      below.push(
        this.annotate(child, isWithinMacro ? new Map([...scope, [bound, elementOf(below[0])]]) : scope),
      );
    }
    const type = typeOf(node, below, scope);
    this.types.set(node, type);
    return type;
  }
}

export const NAMES: Readonly<Record<TypeName, { readonly one: string; readonly many: string }>> = {
  bool: { one: "a condition", many: "conditions" },
  number: { one: "a number", many: "numbers" },
  string: { one: "a string", many: "strings" },
  bytes: { one: "bytes", many: "bytes" },
  null: { one: "null", many: "nulls" },
  map: { one: "a map", many: "maps" },
  list: { one: "a list", many: "lists" },
  any: { one: "a value", many: "values" },
};

/** Whether values of the types may be equal. Null may equal anything: it is a missing value. */
export function areComparable(one: Type, other: Type): boolean {
  return one.name === other.name || [one, other].some(({ name }) => name === "any" || name === "null");
}

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

function typeOfCall(call: Call, below: readonly Type[]): Type {
  if (bindsFirst(call) && (call.name === "filter" || call.name === "map")) {
    const element = call.name === "filter" ? elementOf(below[0]) : below.at(-1);
    return { name: "list", element: element ?? ANY };
  }
  return call.name === "size" ? NUMBER : CONDITIONS.has(call.name) ? BOOL : ANY;
}

const CONDITIONS = new Set("has all exists exists_one startsWith endsWith contains matches".split(" "));

function elementOf(list: Type | undefined): Type {
  return list?.name === "list" ? list.element : ANY;
}

/** The common type, or any. Of lists with different elements: a list of any. */
function common([first = ANY, ...others]: readonly Type[]): Type {
  return others.reduce((one, other) => {
    if (one.name === "list" && other.name === "list") {
      return { name: "list", element: common([one.element, other.element]) };
    }
    return one.name === other.name ? one : ANY;
  }, first);
}
