import { matcherOf, sameFilter, type Verdict } from "../filter";
import type { Directory } from "./directory";

/** The filter of a mapping before and after a change; undefined if the mapping is created or deleted. */
export interface Change {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Impact {
  readonly gain: readonly string[];
  readonly lose: readonly string[];
  /** Users for whom the filter before or after cannot be evaluated. */
  readonly open: readonly string[];
}

export function impactOf({ sets }: Directory, { before, after }: Change): Impact {
  const impact = { gain: [] as string[], lose: [] as string[], open: [] as string[] };
  if (before !== undefined && after !== undefined && sameFilter(before, after)) {
    return impact;
  }
  const [matchedBefore, matchesAfter] = [matcherOrNobody(before), matcherOrNobody(after)];
  for (const { groups, users } of sets) {
    const fate = fateOf(matchedBefore(groups), matchesAfter(groups));
    users.forEach((user) => fate && impact[fate].push(user));
  }
  return impact;
}

function matcherOrNobody(filter: string | undefined): (groups: readonly string[]) => Verdict {
  return filter === undefined ? () => "does not match" : matcherOf(filter);
}

function fateOf(before: Verdict, after: Verdict): keyof Impact | undefined {
  if (before === "cannot tell" || after === "cannot tell") {
    return "open";
  }
  return before === after ? undefined : after === "matches" ? "gain" : "lose";
}

/** Returns a summary with counts and without names: `3 users gain, 1 loses`. */
export function summaryOf({ gain, lose, open }: Impact): string {
  const losers = gain.length > 0 ? String(lose.length) : numberOf(lose);
  const parts = [
    gain.length > 0 && `${numberOf(gain)} ${gain.length === 1 ? "gains" : "gain"}`,
    lose.length > 0 && `${losers} ${lose.length === 1 ? "loses" : "lose"}`,
    open.length > 0 && `could not determine for ${numberOf(open)}`,
  ];
  return parts.filter((part) => part !== false).join(", ") || "no user gains or loses";
}

function numberOf({ length }: readonly string[]): string {
  return `${length} ${length === 1 ? "user" : "users"}`;
}
