import type { Scenario } from "./scenarios";

/**
 * What so many requests take at best, in seconds, where the budget is full at the beginning: what the limit lets pass,
 * or the rounds of the latency where that is more.
 */
export function idealSeconds(requests: number, { parallel, latencyMs, rateLimit }: Scenario): number {
  const rounds = (Math.ceil(requests / parallel) * latencyMs) / 1_000;
  return Math.max(rounds, rateLimit === undefined ? 0 : secondsByLimit(requests, rateLimit));
}

/** Whether the limit, not the latency, says how long so many requests take at best. */
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
