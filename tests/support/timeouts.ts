import { withLimits } from "../../provider/rest";
import type { VirtualClock } from "./virtualClock";

/** Runs an operation whose timeout ends after some milliseconds of virtual time. */
export function withTimeout<Result>(
  clock: VirtualClock,
  milliseconds: number,
  operation: () => Result,
): Result {
  const timeout = new AbortController();
  jest.spyOn(AbortSignal, "timeout").mockReturnValueOnce(timeout.signal);
  clock.after(milliseconds, () => {
    timeout.abort();
  });
  // Longer than any test: only the signal counts.
  return withLimits(1e9, new AbortController().signal, operation);
}
