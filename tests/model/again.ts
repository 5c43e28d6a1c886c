import type { ModelOptions } from "./runModel";

/** The environment variable with the seed, or with a whole program to run again: `<seed> [<path> <commands>]`. */
export const VARIABLE = "CONFLUENT_SSO_MODEL";

/**
 * Parses CONFLUENT_SSO_MODEL, which a failure prints.
 *
 * @param seed the default seed
 * @throws {Error} If the format is invalid.
 */
export function fromEnvironment(seed: number): Pick<ModelOptions, "seed" | "again"> {
  const text = process.env[VARIABLE]?.trim() ?? "";
  if (text === "") {
    return { seed };
  }
  const [given, path, commands] = text.split(/\s+/);
  if (!/^-?\d+$/.test(given ?? "") || (path !== undefined && commands === undefined)) {
    throw new Error(`${VARIABLE} is "${text}"; it must be a seed or the output of a failure`);
  }
  return {
    seed: Number(given),
    ...(path !== undefined && commands !== undefined && { again: { path, commands } }),
  };
}
