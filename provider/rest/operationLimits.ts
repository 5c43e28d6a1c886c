import { AsyncLocalStorage } from "node:async_hooks";
import { systemClock } from "./clock";

/** What ends the waits of one operation earlier than the settings do. */
interface OperationLimits {
  /** When the last attempt may start, in milliseconds of the system clock. */
  readonly endsAt: number;
  /** Aborted when the user cancels the command: what has not been sent by then is not sent. */
  readonly canceled?: AbortSignal;
}

const NO_LIMITS: OperationLimits = { endsAt: Number.POSITIVE_INFINITY };

/** Kept beside the calls, because an operation waits at the end of many of them. */
const storage = new AsyncLocalStorage<OperationLimits>();

/** Runs an operation that a timeout (0: none) and the user can end. */
export function withLimits<Result>(
  timeoutMs: number,
  canceled: AbortSignal,
  operation: () => Result,
): Result {
  const endsAt = timeoutMs > 0 ? systemClock.now() + timeoutMs : Number.POSITIVE_INFINITY;
  return storage.run({ endsAt, canceled }, operation);
}

/** Runs a part of an operation that neither can end: it finds out what a request has done. */
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
  const end = new Promise<void>((resolve) => {
    onAbort(canceled, resolve);
  });
  return Promise.race([wait, end]);
}

/** Calls back once, at once if the signal has been aborted. */
export function onAbort(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) {
    callback();
  } else {
    signal.addEventListener("abort", callback, { once: true });
  }
}
