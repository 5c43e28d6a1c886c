import type { Scenario } from "./scenarios";

/**
 * Returns the minimum duration of this many requests, in seconds, if the rate limit is unused at the start: by the rate limit,
 * or by the latency if that takes longer.
 */
export function idealSeconds(requests: number, { parallel, latencyMs, rateLimit }: Scenario): number {
  const rounds = (Math.ceil(requests / parallel) * latencyMs) / 1_000;
  return Math.max(rounds, rateLimit === undefined ? 0 : secondsByLimit(requests, rateLimit));
}

/** Whether the rate limit, not the latency, determines the minimum duration. */
export function isLimitDecisive(requests: number, scenario: Scenario): boolean {
  const { rateLimit } = scenario;
  return rateLimit !== undefined && secondsByLimit(requests, rateLimit) >= idealSeconds(requests, scenario);
}

function secondsByLimit(
  requests: number,
  { requestsPerSecond, burst }: NonNullable<Scenario["rateLimit"]>,
): number {
  return Math.max(0, requests - burst) / requestsPerSecond;
}
