import { type Source, sourcesOf } from "../config";

/** The namespace whose keys the engine hands to the provider's host by themselves. */
const HOST_NAMESPACE = "pulumi-nodejs:";

/**
 * The sources of settings in a program, in the precedence that they have in the provider (rest/sources.ts).
 *
 * @param configuration the stack's, whole, by `<namespace>:<name>`; or what an explicit Provider configures its host with
 */
export function programSources(
  configuration: Readonly<Record<string, unknown>>,
  environment: NodeJS.ProcessEnv,
): Source[] {
  const ofHost = Object.entries(configuration)
    .filter(([key]) => key.startsWith(HOST_NAMESPACE))
    .map(([key, value]) => [key.slice(HOST_NAMESPACE.length), value] as const);
  return sourcesOf(
    { get: (key) => configuration[key] },
    // In a program this variable holds all of the configuration, in the host these keys alone.
    { ...environment, PULUMI_CONFIG: JSON.stringify(Object.fromEntries(ofHost)) },
  ).map((source) => ({ ...source, current: true }));
}
