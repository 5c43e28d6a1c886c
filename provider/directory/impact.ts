import { matcherOf, sameFilter, type Verdict } from "../filter";
import type { Directory } from "./directory";

/** A mapping's filter as it was and as it is to be; undefined where there is none: the mapping is created, or deleted. */
export interface Change {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Users whom a change lets in or shuts out. */
export interface Impact {
  readonly gain: readonly string[];
  readonly lose: readonly string[];
  /** Of whom it cannot be told, before or after. */
  readonly open: readonly string[];
}

/** Whom of a directory a change lets in, and whom it shuts out. */
export function impactOf({ sets }: Directory, { before, after }: Change): Impact {
  const impact = { gain: [] as string[], lose: [] as string[], open: [] as string[] };
  if (before !== undefined && after !== undefined && sameFilter(before, after)) {
    return impact;
  }
  const [matchedBefore, matchesAfter] = [matcherOrNobody(before), matcherOrNobody(after)];
  for (const { groups, users } of sets) {
    const fate = fateOf(matchedBefore(groups), matchesAfter(groups));
    if (fate !== undefined) {
      const list = impact[fate];
      users.forEach((user) => list.push(user));
    }
  }
  return impact;
}

/** In words, with counts and without names: `3 users gain, 1 loses`. */
export function summaryOf({ gain, lose, open }: Impact): string {
  const counts = [
    { count: gain.length, one: "gains", many: "gain" },
    { count: lose.length, one: "loses", many: "lose" },
  ].filter(({ count }) => count > 0);
  const parts = counts.map(
    ({ count, one, many }, index) => `${index === 0 ? numberOf(count) : count} ${count === 1 ? one : many}`,
  );
  const remark = open.length > 0 ? [`of ${numberOf(open.length)} it cannot be told`] : [];
  return [...(parts.length + remark.length === 0 ? ["no user gains or loses"] : parts), ...remark].join(", ");
}

function numberOf(users: number): string {
  return `${users} ${users === 1 ? "user" : "users"}`;
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
