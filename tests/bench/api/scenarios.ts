import type { RateLimit } from "../../../emulator/index";

/** A stack's life that is measured: created, updated, refreshed and destroyed. */
export interface Scenario {
  readonly mappings: number;
  /** How many verbs the engine calls at once: four a core. */
  readonly parallel: number;
  /** Of the answers, in milliseconds, on average: up to a quarter more or less, so that they overtake one another. */
  readonly latencyMs: number;
  readonly rateLimit: BenchLimit | undefined;
}

export type BenchLimit = Required<RateLimit>;

const TWO_CORES = 8;
const MANY_CORES = 64;

const LATENCY_MS = 80;

/** The server that the peers were measured on. */
const SLOW = { requestsPerSecond: 10, burst: 20 };
const FAST = { requestsPerSecond: 50, burst: 100 };

/** @param quick without the stacks of 1000 mappings */
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

/** A scenario in words. */
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
    `${parallel} verbs at once`,
  ].join(" · ");
}

function scenario(mappings: number, parallel: number, rateLimit: BenchLimit | undefined): Scenario {
  return { mappings, parallel, latencyMs: LATENCY_MS, rateLimit };
}
