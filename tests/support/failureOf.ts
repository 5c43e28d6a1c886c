import { ProviderError } from "../../provider/rest/providerError";
import { SETTINGS } from "./scriptedApi";
import { expectClean } from "./secrets";

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

/**
 * Holds an error against what the host makes of it: by a property `id`, `properties` or `reasons` it would lose the
 * message and empty the state; the stack is printed.
 */
export function fitForHost(error: unknown): ProviderError {
  expect(error).toBeInstanceOf(ProviderError);
  const known = error as ProviderError;
  for (const misleading of ["id", "properties", "reasons"]) {
    expect(misleading in known).toBe(false);
  }
  expect(known.stack).toBe("");
  const { apiKey, apiSecret } = SETTINGS.credentials;
  for (const text of [known.message, String(known), JSON.stringify(known)]) {
    expectClean(text, apiKey, apiSecret);
  }
  return known;
}
