import type { RateLimit } from "../../../emulator/index";

/** A stack that is created, updated, refreshed, and destroyed while it is measured. */
export interface Scenario {
  readonly mappings: number;
  /** Number of operations that the engine calls concurrently: four per core. */
  readonly parallel: number;
  /** Average latency of a response, in milliseconds. It varies by up to 25 %, so that responses arrive out of order. */
  readonly latencyMs: number;
  readonly rateLimit: BenchLimit | undefined;
}

export type BenchLimit = Required<RateLimit>;

const TWO_CORES = 8;
const MANY_CORES = 64;

const LATENCY_MS = 80;

/** The server on which the other providers were measured. */
const SLOW = { requestsPerSecond: 10, burst: 20 };
const FAST = { requestsPerSecond: 50, burst: 100 };

/** @param quick skips the stacks of 1,000 mappings */
export function scenarios(quick: boolean): Scenario[] {
  const all = [
    ...[12, 100, 1_000].map((mappings) => scenario(mappings, TWO_CORES, undefined)),
    ...(["all", "none"] as const).flatMap((headers) => [
      scenario(12, TWO_CORES, { ...SLOW, headers }),
      scenario(100, TWO_CORES, { ...SLOW, headers }),
      scenario(1_000, TWO_CORES, { ...FAST, headers }),
    ]),
    scenario(100, MANY_CORES, { ...SLOW, headers: "all" }),
  ];
  return all.filter(({ mappings }) => !quick || mappings < 1_000);
}

/** Returns the title of a scenario. */
export function titleOf({ mappings, parallel, latencyMs, rateLimit }: Scenario): string {
  return [
    `${mappings} mappings`,
    ...(rateLimit === undefined
      ? ["no limit"]
      : [
          `${rateLimit.requestsPerSecond} requests/s, burst ${rateLimit.burst}`,
          `${rateLimit.headers === "all" ? "all" : "no"} headers`,
        ]),
    `${latencyMs} ms ± 25 % latency`,
    `${parallel} concurrent operations`,
  ].join(" · ");
}

function scenario(mappings: number, parallel: number, rateLimit: BenchLimit | undefined): Scenario {
  return { mappings, parallel, latencyMs: LATENCY_MS, rateLimit };
}
