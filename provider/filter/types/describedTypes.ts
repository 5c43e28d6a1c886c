import type { Node } from "../syntax";
import { ANY, type Type, typesIn } from "./types";
import { excerpt, type Range } from "../report";

/** A tree with the types of its nodes, and how a message names them. */
export class DescribedTypes {
  private readonly types: ReadonlyMap<Node, Type>;

  /** @param text what `tree` was read from */
  constructor(
    private readonly text: string,
    readonly tree: Node,
  ) {
    this.types = typesIn(tree);
  }

  of(node: Node): Type {
    return this.types.get(node) ?? ANY;
  }

  /** As it is written: `"a"` */
  shown({ start, end }: Range): string {
    return excerpt(this.text.slice(start, end));
  }

  /** `a text` */
  named(node: Node): string {
    return NAMES[this.of(node).name];
  }

  /** `"a" (a text)` */
  described(node: Node): string {
    return `${this.shown(node)} (${this.named(node)})`;
  }

  /** What a list holds: `texts` */
  elementsOf(list: Node): string {
    const type = this.of(list);
    return PLURALS[type.name === "list" ? type.element.name : "any"];
  }
}

const NAMES: Record<Type["name"], string> = {
  bool: "a condition",
  number: "a number",
  string: "a text",
  bytes: "bytes",
  null: "null",
  map: "a map",
  list: "a list",
  any: "a value",
};

const PLURALS: Record<Type["name"], string> = {
  bool: "conditions",
  number: "numbers",
  string: "texts",
  bytes: "bytes",
  null: "nulls",
  map: "maps",
  list: "lists",
  any: "values",
};
