import type { ModelOptions } from "./runModel";

/** The environment variable that names the seed, or a whole program to run again: `<seed> [<path> <commands>]`. */
export const VARIABLE = "CONFLUENT_SSO_MODEL";

/**
 * What CONFLUENT_SSO_MODEL says, as a failure printed it.
 *
 * @param seed the one where it says nothing
 * @throws Error where it is not of that form
 */
export function fromEnvironment(seed: number): Pick<ModelOptions, "seed" | "again"> {
  const text = process.env[VARIABLE]?.trim() ?? "";
  if (text === "") {
    return { seed };
  }
  const [given, path, commands] = text.split(/\s+/);
  if (!/^-?\d+$/.test(given ?? "") || (path !== undefined && commands === undefined)) {
    throw new Error(`${VARIABLE} is "${text}"; it must be a seed, or what a failure printed`);
  }
  return {
    seed: Number(given),
    ...(path !== undefined && commands !== undefined && { again: { path, commands } }),
  };
}
