import { ProviderError } from "../../provider/errors";
import { hostProblems } from "./hostProblems";

/** Returns the error of `run`, which must be a ProviderError and safe for the host. Fails if `run` succeeds. */
export async function failureOf(run: Promise<unknown>): Promise<ProviderError> {
  const error = await run.then(
    (value: unknown) => {
      throw new Error(`Expected an error, but got ${JSON.stringify(value)}`);
    },
    (thrown: unknown) => thrown,
  );
  return fitForHost(error);
}

/** Like `failureOf`, for a synchronous function. */
export function failureIn(run: () => unknown): ProviderError {
  let value: unknown;
  try {
    value = run();
  } catch (error) {
    return fitForHost(error);
  }
  throw new Error(`Expected an error, but got ${JSON.stringify(value)}`);
}

/** Returns the same error. Fails unless it is ours and safe for the host. */
export function fitForHost(error: unknown): ProviderError {
  expect(error).toBeInstanceOf(ProviderError);
  expect(hostProblems(error)).toEqual([]);
  return error as ProviderError;
}
