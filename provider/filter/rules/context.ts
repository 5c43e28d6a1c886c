import { type Truth, truthOf } from "../logic";
import { excerpt, type Range } from "../report";
import { type Call, childrenOf, type Node, readFilter, type Reading } from "../syntax";
import { DescribedTypes } from "../types";
import { type Lookalike, lookalikeOf } from "./lookalike";

/** A filter as the rules see it. */
export class LintContext {
  readonly reading: Reading;
  /** Of a filter that is an expression; so are the types. */
  readonly tree: Node | undefined;
  readonly types: DescribedTypes | undefined;
  readonly calls: readonly Call[];
  /** What a group's identifier has of an expression. */
  readonly lookalike: Lookalike | undefined;
  private cachedTruth: Truth | undefined;

  constructor(readonly text: string) {
    this.reading = readFilter(text);
    this.tree = this.reading.kind === "expression" ? this.reading.tree : undefined;
    this.types = this.tree && new DescribedTypes(text, this.tree);
    this.calls = callsIn(this.tree);
    this.lookalike = this.reading.kind === "group" ? lookalikeOf(text) : undefined;
  }

  /** The tree of an expression, or of a group's identifier that can be read as one. */
  get readable(): Node | undefined {
    return this.tree ?? this.lookalike?.tree;
  }

  /** Whom `readable` lets in: costly, and computed once, when the first rule asks for it. */
  get truth(): Truth | undefined {
    return this.readable && (this.cachedTruth ??= truthOf(this.readable));
  }

  /** A part of the filter, as a message shows it. */
  shown({ start, end }: Range): string {
    return excerpt(this.text.slice(start, end));
  }
}

function callsIn(node: Node | undefined): readonly Call[] {
  const below = node === undefined ? [] : childrenOf(node).flatMap(callsIn);
  return node?.kind === "call" ? [node, ...below] : below;
}
