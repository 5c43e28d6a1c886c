import { ProviderError } from "../../provider/errors";
import { hostProblems } from "./hostProblems";

/** The error that `run` ends with, one of ours and fit for the host. Fails where there is none. */
export async function failureOf(run: Promise<unknown>): Promise<ProviderError> {
  const error = await run.then(
    (value: unknown) => {
      throw new Error(`There was no error but ${JSON.stringify(value)}`);
    },
    (thrown: unknown) => thrown,
  );
  return fitForHost(error);
}

/** The error that `run` throws, as `failureOf`. */
export function failureIn(run: () => unknown): ProviderError {
  let value: unknown;
  try {
    value = run();
  } catch (error) {
    return fitForHost(error);
  }
  throw new Error(`There was no error but ${JSON.stringify(value)}`);
}

/** The same error; fails unless it is one of ours and fit for the host. */
export function fitForHost(error: unknown): ProviderError {
  expect(error).toBeInstanceOf(ProviderError);
  expect(hostProblems(error)).toEqual([]);
  return error as ProviderError;
}
