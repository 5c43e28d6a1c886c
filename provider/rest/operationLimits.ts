import { AsyncLocalStorage } from "node:async_hooks";
import { failurePrefix, ProviderError, type RequestContext } from "../errors";
import { systemClock } from "./clock";

/** Limits of one operation, which can end its waits earlier than the settings. */
interface OperationLimits {
  /** When the last attempt may start, in milliseconds of the system clock. */
  readonly endsAt: number;
  /** Aborted when the user cancels the command. After that, no new request is sent. */
  readonly canceled?: AbortSignal | undefined;
  /** Aborted at `endsAt`. After that, the operation no longer waits. */
  readonly expired?: AbortSignal;
}

const NO_LIMITS: OperationLimits = { endsAt: Number.POSITIVE_INFINITY };

/** Not passed as an argument, because the waits are many calls below the operation. */
const storage = new AsyncLocalStorage<OperationLimits>();

/** Runs an operation that a timeout (0: none) or the user can end. */
export function withLimits<Result>(
  timeoutMs: number,
  canceled: AbortSignal,
  operation: () => Result,
): Result {
  if (timeoutMs <= 0) {
    return storage.run({ ...NO_LIMITS, canceled }, operation);
  }
  const expired = AbortSignal.timeout(Math.min(Math.ceil(timeoutMs), MAX_TIMER_MS));
  return storage.run({ endsAt: systemClock.now() + timeoutMs, canceled, expired }, operation);
}

/** Node.js ends longer timers immediately. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Runs a part that several operations share, so that the timeout of the first operation does not end it for the others. */
export function withoutTimeout<Result>(part: () => Result): Result {
  return storage.run({ ...NO_LIMITS, canceled: currentLimits().canceled }, part);
}

/** Waits for a part that several operations share, until the timeout of this operation. */
export async function untilTimeout<Result>(shared: Promise<Result>, action: RequestContext): Promise<Result> {
  return untilAborted(shared, currentLimits().expired, () => {
    throw timeoutError(action);
  });
}

/** Waits for a result. If the signal is aborted first, returns or throws what `instead` does. */
export async function untilAborted<Result>(
  result: Promise<Result>,
  signal: AbortSignal | undefined,
  instead: () => Result,
): Promise<Result> {
  if (signal === undefined) {
    return result;
  }
  let stopListening: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    stopListening = onAbort(signal, resolve);
  });
  return Promise.race([result, aborted.then(instead)]).finally(stopListening);
}

/** Returns the error of an operation whose timeout expired before its request was sent. */
export function timeoutError(action: RequestContext): ProviderError {
  return new ProviderError(
    `${failurePrefix(action)}: the timeout (resource option customTimeouts) expired before the request was sent. ` +
      "Raise the timeout, or run the command again later.",
    "rateLimited",
  );
}

/** Runs a part of an operation that neither a timeout nor the user can end: the search for the outcome of a lost request. */
export function withoutLimits<Result>(part: () => Result): Result {
  return storage.run(NO_LIMITS, part);
}

export function currentLimits(): OperationLimits {
  return storage.getStore() ?? NO_LIMITS;
}

/** Ends a wait early if the signal is aborted. */
export function untilCanceled(wait: Promise<void>, canceled: AbortSignal | undefined): Promise<void> {
  return untilAborted(wait, canceled, () => undefined);
}

/** Calls back when the signal is aborted, immediately if it already is. Returns a function that stops listening. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
  } else {
    signal.addEventListener("abort", callback, { once: true });
  }
  return () => {
    signal.removeEventListener("abort", callback);
  };
}
