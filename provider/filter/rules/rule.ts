import { type Truth, truthOf } from "../logic";
import type { Issue } from "../report";
import { type Call, childrenOf, type Node, readFilter, type Reading } from "../syntax";
import { DescribedTypes } from "../types";
import { lookalikeOf } from "./lookalike";

/** A filter, and what the rules share about it. */
export class LintContext {
  readonly reading: Reading;
  /** Defined if the filter is an expression, as are the types. */
  readonly tree: Node | undefined;
  readonly types: DescribedTypes | undefined;
  readonly calls: readonly Call[];
  /** Defined if the filter is a group name that looks like an expression. */
  readonly lookalike: ReturnType<typeof lookalikeOf>;
  private cachedTruth: Truth | undefined;

  constructor(readonly text: string) {
    this.reading = readFilter(text);
    this.tree = this.reading.kind === "expression" ? this.reading.tree : undefined;
    this.types = this.tree && new DescribedTypes(text, this.tree);
    this.calls = callsIn(this.tree);
    this.lookalike = this.reading.kind === "group" ? lookalikeOf(text) : undefined;
  }

  /** The tree of an expression, or of a group name that can be read as one. */
  get readable(): Node | undefined {
    return this.tree ?? this.lookalike?.tree;
  }

  /** Who matches `readable`. Expensive, so it is computed when the first rule needs it. */
  get truth(): Truth | undefined {
    return this.readable && (this.cachedTruth ??= truthOf(this.readable));
  }
}

function callsIn(node: Node | undefined): readonly Call[] {
  const below = node === undefined ? [] : childrenOf(node).flatMap(callsIn);
  return node?.kind === "call" ? [node, ...below] : below;
}

export interface Rule<Id extends string = string> {
  /** Printed with each problem. Public: programs read it from `validate --json`. */
  readonly id: Id;
  /** `error`: the filter is invalid. `warning`: the filter is valid, but probably not intended. */
  readonly severity: "error" | "warning";
  /** One sentence for docs/filter-rules.md. */
  readonly summary: string;
  readonly example: string;
  readonly check: (context: LintContext) => readonly Issue[] | Issue | undefined;
}

/** Defines a rule with the severity `warning`. Keeps the type of the id, from which `RuleId` is made. */
export function warning<const Id extends string>(
  id: Id,
  summary: string,
  example: string,
  check: Rule["check"],
): Rule<Id> {
  return { id, severity: "warning", summary, example, check };
}
