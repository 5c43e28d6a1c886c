import type { Pairs, Token } from "../lexer";
import type { Node } from "./tree";

/** A node, and the indices of its first and its last token; without the round brackets around it. */
export interface Placed extends Span {
  readonly node: Node;
}

/** The indices of the first and the last token. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** A node that does not have its place in the text yet. */
type Unplaced<T = Node> = T extends Node ? Omit<T, "start" | "end"> : never;

/** Where nodes begin and end: the library's trees say where an operator stands, and nothing of brackets. */
export class SourceSpans {
  private readonly indices: ReadonlyMap<number, number>;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly pairs: Pairs,
  ) {
    // The mask of some tokens begins one further.
    this.indices = new Map(
      tokens.flatMap(({ start }, index) => [
        [start + 1, index],
        [start, index],
      ]),
    );
  }

  /** @param from the first token, or the node that begins there, brackets around it included; `to` likewise */
  place(node: Unplaced, from: number | Placed, to: number | Placed): Placed {
    const first = typeof from === "number" ? from : this.outer(from).first;
    const last = typeof to === "number" ? to : this.outer(to).last;
    const { start } = this.token(first);
    const { end } = this.token(last);
    return { node: { ...node, start, end }, first, last };
  }

  /** With the round brackets around the node, which are not those of a call. */
  outer({ first, last }: Span): Span {
    let [from, to] = [first, last];
    while (
      this.pairs.get(from - 1) === to + 1 &&
      this.tokens[from - 1]?.text === "(" &&
      !this.isCalled(from - 1)
    ) {
      from -= 1;
      to += 1;
    }
    return { first: from, last: to };
  }

  isBracketed(span: Span): boolean {
    return this.outer(span).first !== span.first;
  }

  /** The bracket that closes the one at this index. */
  closing(opening: number): number {
    return this.pairs.get(opening) ?? opening;
  }

  /** The token that begins there, in UTF-16 units. */
  indexAt(start: number): number {
    return this.indices.get(start) ?? 0;
  }

  token(index: number): Token {
    return this.tokens[index] ?? { kind: "stray", start: 0, end: 0, text: "" };
  }

  private isCalled(bracket: number): boolean {
    const before = this.tokens[bracket - 1];
    return before !== undefined && before.kind.endsWith("name") && before.text !== "in";
  }
}
