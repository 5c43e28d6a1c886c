import { createErrorResponse, type HttpResponse } from "../core/httpResponse";
import type { CredentialsInUse } from "../core/authentication";
import { createCounter, type RateLimitCounter } from "./rateLimitCounter";
import type { Clock } from "../core/clock";
import { checkRateLimit, type RateLimit } from "../core/rateLimitOptions";

/** Keeps all credentials to the limit that is in force, each by itself. */
export interface RateLimitSimulator {
  /**
   * The answer of `execute`, or a refusal in its place; with what the limit's headers tell. The tokens of one organisation
   * share a budget, and are named by its id.
   */
  readonly limit: (
    caller: CredentialsInUse | string,
    execute: () => Promise<HttpResponse>,
  ) => Promise<HttpResponse>;
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
export function createRateLimitSimulator(initial: RateLimit | undefined, clock: Clock): RateLimitSimulator {
  let inForce: RateLimit | undefined;
  let budgets = new Map<CredentialsInUse | string, RateLimitCounter>();
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
      const budget = budgets.get(caller) ?? createCounter(inForce);
      budgets.set(caller, budget);
      const now = Number(clock());
      const isRefused = !budget.take(now);
      const told = {
        ...(headers === "all" && budgetHeaders(budget, now)),
        ...(headers !== "none" && isRefused && { "retry-after": String(budget.reset(now)) }),
      };
      const answer = isRefused
        ? createErrorResponse(429, { code: "too_many_requests", detail: "Too Many Requests" })
        : await execute();
      return { ...answer, headers: { ...answer.headers, ...told } };
    },
    set,
    clear,
  };
}

function budgetHeaders({ limit, remaining, reset }: RateLimitCounter, now: number): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining(now)),
    "x-ratelimit-reset": String(reset(now)),
  };
}
