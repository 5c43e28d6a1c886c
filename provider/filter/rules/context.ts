import { type Tokens, tokensOf } from "../lexer";
import { type Truth, truthOf } from "../logic";
import { excerpt, type Range } from "../report";
import { type Node, readFilter, type Reading } from "../syntax";
import { DescribedTypes } from "../types";
import { type Lookalike, lookalikeOf } from "./lookalike";

/** A filter as the rules see it. What several rules need is computed once, when the first one asks for it. */
export class LintContext {
  readonly reading: Reading;
  private cachedTokens: Tokens | undefined;
  private cachedTypes: DescribedTypes | undefined;
  private cachedTruth: Truth | undefined;
  private cachedLookalike: { readonly lookalike: Lookalike | undefined } | undefined;

  constructor(readonly text: string) {
    this.reading = readFilter(text);
  }

  /** The tree of a filter that is an expression. */
  get tree(): Node | undefined {
    return this.reading.kind === "expression" ? this.reading.tree : undefined;
  }

  get tokens(): Tokens {
    return (this.cachedTokens ??= tokensOf(this.text));
  }

  /** The types in a filter that is an expression. */
  get types(): DescribedTypes | undefined {
    return this.tree && (this.cachedTypes ??= new DescribedTypes(this.text, this.tree));
  }

  /** Whom an expression lets in, or a group's identifier if it is an expression after all. */
  get truth(): Truth | undefined {
    const tree = this.tree ?? this.lookalike?.tree;
    return tree && (this.cachedTruth ??= truthOf(tree));
  }

  /** What a group's identifier has of an expression. */
  get lookalike(): Lookalike | undefined {
    this.cachedLookalike ??= {
      lookalike: this.reading.kind === "group" ? lookalikeOf(this.text, this.tokens) : undefined,
    };
    return this.cachedLookalike.lookalike;
  }

  /** A part of the filter, as a message shows it. */
  shown({ start, end }: Range): string {
    return excerpt(this.text.slice(start, end));
  }
}
