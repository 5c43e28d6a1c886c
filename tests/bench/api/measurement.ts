import type { RecordedExchange } from "../../../emulator/index";

/** What a user types, and the verb that the engine calls for each resource. */
export type Command = "create" | "update" | "refresh" | "destroy";

export type Method = "POST" | "GET" | "PATCH" | "DELETE";

/** What a command has cost, and what has become of it. */
export interface Measurement {
  readonly command: Command;
  /** Requests that were carried out, by method. */
  readonly carriedOut: Readonly<Record<Method, number>>;
  /** Requests that were answered 429. */
  readonly refused: number;
  /** The error of each verb that failed. */
  readonly failures: readonly string[];
  /** Mappings that the API holds afterwards as they were declared. */
  readonly held: number;
  /** From the first verb's call to the last one's end. */
  readonly seconds: number;
}

/** The part of a measurement that the API's own record tells. */
export function countExchanges(
  exchanges: readonly RecordedExchange[],
): Pick<Measurement, "carriedOut" | "refused"> {
  const carriedOut = { POST: 0, GET: 0, PATCH: 0, DELETE: 0 };
  let refused = 0;
  for (const { method, response } of exchanges) {
    if (response?.status === 429) {
      refused += 1;
    } else {
      carriedOut[method as Method] += 1;
    }
  }
  return { carriedOut, refused };
}

export function totalOf({ carriedOut }: Pick<Measurement, "carriedOut">): number {
  return Object.values(carriedOut).reduce((sum, count) => sum + count, 0);
}
