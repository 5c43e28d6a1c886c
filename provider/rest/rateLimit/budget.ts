import type { RateLimitHeaders } from "../http/rateLimitHeaders";

/** Between two requests that are spread over a window, in milliseconds. */
const LONGEST_GAP = 2_000;

/** Milliseconds that a budget counts for where no answer has told its end. */
const UNTOLD_WINDOW = 1_000;

/** What the answers so far have told. Times are in milliseconds. */
export interface Budget {
  readonly remaining: number;
  readonly resetAt: number;
  /** When the request was sent whose answer told it. */
  readonly toldTo: number;
}

/** Who wants to start, and beside whom. */
export interface Queue {
  readonly now: number;
  readonly underWay: number;
  readonly waiting: number;
  readonly lastStart: number;
}

/**
 * The budget after an answer to a request that was sent at `toldTo`; none where its headers tell none.
 *
 * Of a limit without a remainder the own requests are taken away. Those of other clients are learnt from a refusal.
 */
export function learnt(
  known: Budget | undefined,
  { limit, remaining, reset }: RateLimitHeaders,
  toldTo: number,
  now: number,
): Budget | undefined {
  if (remaining !== undefined) {
    return newer(known, { remaining, resetAt: now + (reset ?? UNTOLD_WINDOW), toldTo });
  }
  if (limit === undefined || reset === undefined) {
    return undefined;
  }
  return (known && spentUntold(known, now)) ?? { remaining: limit - 1, resetAt: now + reset, toldTo };
}

/** Answers overtake one another: of requests sent together, or before, the one that was told of less came last. */
export function newer(known: Budget | undefined, told: Budget): Budget {
  return known === undefined || told.toldTo > known.toldTo
    ? told
    : { ...known, remaining: Math.min(told.remaining, known.remaining) };
}

/** After an answer that tells no remainder, where others did: it has cost one; and after the reset nothing is known. */
export function spentUntold(budget: Budget, now: number): Budget | undefined {
  return now < budget.resetAt ? { ...budget, remaining: budget.remaining - 1 } : undefined;
}

/**
 * Milliseconds until the next request may start; infinity where one that is under way must end first.
 *
 * Never more are under way than remain. Where more are waiting than remain, they are spread over the window, at twice the
 * even pace, so that a budget which refills all the time is used up and one that refills at the end of its window is not
 * exceeded.
 */
export function waitForBudget({ remaining, resetAt }: Budget, queue: Queue): number {
  const { now, underWay, waiting, lastStart } = queue;
  // Those under way may not be counted in what remains yet.
  const left = remaining - underWay;
  if (left <= 0) {
    // After the reset the budget is unknown until one answer has told it.
    return now < resetAt ? resetAt - now : underWay === 0 ? 0 : Number.POSITIVE_INFINITY;
  }
  if (now >= resetAt || waiting <= left) {
    return 0;
  }
  return Math.max(0, lastStart + Math.min(LONGEST_GAP, (resetAt - now) / (2 * left)) - now);
}
