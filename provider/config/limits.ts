import { ConfigurationError } from "../errors/providerError";
import { describeSource, firstOf, type Setting, type Source } from "./sources";

/** How often, how long and how many at once. Durations in milliseconds. */
export interface Limits {
  /** How often a request is sent again, at most. */
  readonly maxRetries: number;
  /**
   * How often a request that the API refuses (429, 503 with Retry-After) is sent again, at most: a refusal is no failure,
   * so by default only the deadline counts. Whoever sets maxRetries means these too.
   */
  readonly maxRefusals: number;
  /** Upper bound of the first delay before a retry; it doubles with each further one. */
  readonly retryBase: number;
  /** Upper bound of any delay before a retry. */
  readonly retryCap: number;
  /** Of one try, from the connection's start to the last byte of the answer. */
  readonly requestTimeout: number;
  /** From the first try of a request to the start of its last. */
  readonly deadline: number;
  /** Requests under way at once. */
  readonly maxConcurrency: number;
  /** The longest single wait that the API may ask for. */
  readonly maxWait: number;
}

/** The longest wait that a user may allow, in milliseconds. */
export const LONGEST_WAIT = 3_600_000;

interface Bounds {
  readonly setting: Setting;
  /** The default, in the setting's own unit. */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Milliseconds in one unit, for durations. */
  readonly unit?: 1_000;
}

const BOUNDS: Record<Exclude<keyof Limits, "maxRefusals">, Bounds> = {
  maxRetries: { setting: "maxRetries", value: 8, least: 0, most: 100 },
  retryBase: { setting: "retryBaseSeconds", value: 1, least: 0, most: 60, unit: 1_000 },
  retryCap: { setting: "retryCapSeconds", value: 30, least: 0, most: 300, unit: 1_000 },
  requestTimeout: { setting: "requestTimeoutSeconds", value: 30, least: 1, most: 600, unit: 1_000 },
  deadline: { setting: "deadlineSeconds", value: 600, least: 1, most: 86_400, unit: 1_000 },
  maxConcurrency: { setting: "maxConcurrency", value: 16, least: 1, most: 64 },
  maxWait: { setting: "maxWaitSeconds", value: 300, least: 1, most: LONGEST_WAIT / 1_000, unit: 1_000 },
};

/** The limits where nothing else is configured. */
export const DEFAULT_LIMITS: Limits = resolveLimits([]);

/** @throws ConfigurationError where a value is no number, or out of its bounds: which, and where it stands */
export function resolveLimits(sources: readonly Source[]): Limits {
  const limitOf = ({ setting, value, least, most, unit }: Bounds): number => {
    const given = firstOf(sources, setting);
    // A blank text would be the number 0.
    const number = given === undefined ? value : Number(given.value.trim() || "none");
    if (
      given !== undefined &&
      !(number >= least && number <= most && (unit !== undefined || Number.isInteger(number)))
    ) {
      throw new ConfigurationError(
        `${describeSource(given.source, setting)} is ${JSON.stringify(given.value)}; it must be a ` +
          `${unit === undefined ? "whole number" : "number of seconds"} from ${least} to ${most}. The default is ${value}.`,
      );
    }
    return number * (unit ?? 1);
  };
  const maxRetries = limitOf(BOUNDS.maxRetries);
  const isGiven = firstOf(sources, BOUNDS.maxRetries.setting) !== undefined;
  return {
    maxRetries,
    maxRefusals: isGiven ? maxRetries : Number.POSITIVE_INFINITY,
    retryBase: limitOf(BOUNDS.retryBase),
    retryCap: limitOf(BOUNDS.retryCap),
    requestTimeout: limitOf(BOUNDS.requestTimeout),
    deadline: limitOf(BOUNDS.deadline),
    maxConcurrency: limitOf(BOUNDS.maxConcurrency),
    maxWait: limitOf(BOUNDS.maxWait),
  };
}
