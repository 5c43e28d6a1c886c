import type { Answer } from "../core/answer";
import type { CredentialsInUse } from "../core/authentication";
import { createBudget, type Budget } from "./budget";
import type { Clock } from "../core/clock";
import { tooManyRequests } from "../core/failures";
import { checkRateLimit, type RateLimit } from "../core/rateLimitOptions";

/** Keeps all credentials to the limit that is in force, each by itself. */
export interface RateLimiter {
  /**
   * The answer of `execute`, or a refusal in its place; with what the limit's headers tell. The tokens of one organisation
   * share a budget, and are named by its id.
   */
  readonly limit: (caller: CredentialsInUse | string, execute: () => Promise<Answer>) => Promise<Answer>;
  /**
   * Another limit, or none; what has been used of the last one is forgotten.
   *
   * @throws RangeError naming the number that is out of its limits.
   */
  readonly set: (rateLimit: RateLimit | undefined) => void;
  /** The same limit, of which nothing has been used. */
  readonly clear: () => void;
}

/** @throws RangeError naming the number that is out of its limits. */
export function createRateLimiter(initial: RateLimit | undefined, clock: Clock): RateLimiter {
  let inForce: RateLimit | undefined;
  let budgets = new Map<CredentialsInUse | string, Budget>();
  const clear = (): void => {
    budgets = new Map();
  };
  const set = (rateLimit: RateLimit | undefined): void => {
    if (rateLimit !== undefined) {
      checkRateLimit(rateLimit);
    }
    inForce = structuredClone(rateLimit);
    clear();
  };
  set(initial);
  return {
    limit: async (caller, execute) => {
      if (inForce === undefined) {
        return execute();
      }
      const { headers = "all" } = inForce;
      const budget = budgets.get(caller) ?? createBudget(inForce);
      budgets.set(caller, budget);
      const now = Number(clock());
      const isRefused = !budget.take(now);
      const told = {
        ...(headers === "all" && budgetHeaders(budget, now)),
        ...(headers !== "none" && isRefused && { "retry-after": String(budget.reset(now)) }),
      };
      const answer = isRefused ? tooManyRequests() : await execute();
      return { ...answer, headers: { ...answer.headers, ...told } };
    },
    set,
    clear,
  };
}

function budgetHeaders({ limit, remaining, reset }: Budget, now: number): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining(now)),
    "x-ratelimit-reset": String(reset(now)),
  };
}
