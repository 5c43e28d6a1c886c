import { matcherOf, sameFilter, type Verdict } from "../filter";
import type { Directory } from "./directory";

/** The filter of a mapping before and after a change; undefined if the mapping is created or deleted. */
export interface Change {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The users who gain or lose the mapping. */
export interface Impact {
  readonly gain: readonly string[];
  readonly lose: readonly string[];
  /** Users for whom the filter before or after cannot be evaluated. */
  readonly open: readonly string[];
}

/** Returns the users of a directory who gain or lose the mapping. */
export function impactOf({ sets }: Directory, { before, after }: Change): Impact {
  const impact = { gain: [] as string[], lose: [] as string[], open: [] as string[] };
  if (before !== undefined && after !== undefined && sameFilter(before, after)) {
    return impact;
  }
  const [matchedBefore, matchesAfter] = [matcherOrNobody(before), matcherOrNobody(after)];
  for (const { groups, users } of sets) {
    const fate = fateOf(matchedBefore(groups), matchesAfter(groups));
    if (fate !== undefined) {
      users.forEach((user) => impact[fate].push(user));
    }
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
  const parts: string[] = [];
  if (gain.length > 0) {
    parts.push(`${numberOf(gain)} ${gain.length === 1 ? "gains" : "gain"}`);
  }
  if (lose.length > 0) {
    parts.push(`${gain.length > 0 ? lose.length : numberOf(lose)} ${lose.length === 1 ? "loses" : "lose"}`);
  }
  if (open.length > 0) {
    parts.push(`could not determine for ${numberOf(open)}`);
  }
  return parts.length === 0 ? "no user gains or loses" : parts.join(", ");
}

function numberOf({ length }: readonly string[]): string {
  return `${length} ${length === 1 ? "user" : "users"}`;
}
