import type { RecordedExchange } from "../../../emulator/index";

/** A command of the user, and the operation that the engine calls for each resource. */
export type Command = "create" | "update" | "refresh" | "destroy";

export type Method = "POST" | "GET" | "PATCH" | "DELETE";

/** The cost of a command, and its result. */
export interface Measurement {
  readonly command: Command;
  /** Requests that were carried out, by method. */
  readonly carriedOut: Readonly<Record<Method, number>>;
  /** Requests that got a 429. */
  readonly throttled: number;
  /** The error of each failed operation. */
  readonly failures: readonly string[];
  /** Mappings that afterward exist in the API as declared. */
  readonly asDeclared: number;
  /** From the start of the first operation to the end of the last. */
  readonly seconds: number;
}

/** Counts the exchanges that the API recorded. */
export function countExchanges(
  exchanges: readonly RecordedExchange[],
): Pick<Measurement, "carriedOut" | "throttled"> {
  const carriedOut = { POST: 0, GET: 0, PATCH: 0, DELETE: 0 };
  let throttled = 0;
  for (const { method, response } of exchanges) {
    if (response?.status === 429) {
      throttled += 1;
    } else {
      carriedOut[method as Method] += 1;
    }
  }
  return { carriedOut, throttled };
}

export function totalOf({ carriedOut }: Pick<Measurement, "carriedOut">): number {
  return Object.values(carriedOut).reduce((sum, count) => sum + count, 0);
}
