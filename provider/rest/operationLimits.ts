import { AsyncLocalStorage } from "node:async_hooks";
import { systemClock } from "./clock";

/** Limits of one operation, which can end its waits earlier than the settings. */
interface OperationLimits {
  /** When the last attempt may start, in milliseconds of the system clock. */
  readonly endsAt: number;
  /** Aborted when the user cancels the command. After that, no new request is sent. */
  readonly canceled?: AbortSignal;
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
  const endsAt = timeoutMs > 0 ? systemClock.now() + timeoutMs : Number.POSITIVE_INFINITY;
  return storage.run({ endsAt, canceled }, operation);
}

/** Runs a part of an operation that neither can end: the search for the outcome of a lost request. */
export function withoutLimits<Result>(part: () => Result): Result {
  return storage.run(NO_LIMITS, part);
}

export function currentLimits(): OperationLimits {
  return storage.getStore() ?? NO_LIMITS;
}

/** Ends a wait early if the signal is aborted. */
export function untilCanceled(wait: Promise<void>, canceled: AbortSignal | undefined): Promise<void> {
  if (canceled === undefined) {
    return wait;
  }
  let stopListening: () => void = () => undefined;
  const end = new Promise<void>((resolve) => {
    stopListening = onAbort(canceled, resolve);
  });
  return Promise.race([wait, end]).finally(() => {
    stopListening();
  });
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
