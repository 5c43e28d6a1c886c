import { findFormerNames, type Source, sourcesOf } from "../config";
import { providerErrorFrom } from "../errors";
import { connect, type GroupMappings } from "../rest";
import { Lookups } from "./lookups";

/** The program that uses lookups. */
interface Program {
  /** The same object for all lookups of one run of a program. */
  readonly run: object;
  /** The stack's configuration, by `<namespace>:<name>`; or the configuration of an explicit Provider. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Shows a transient status message while a request waits. */
  readonly status: (text: string) => void;
  readonly warn: (text: string) => unknown;
}

/** Pulumi's Automation API runs several programs in one process, perhaps hours apart. Each run has its own lists. */
const runs = new WeakMap<object, Map<GroupMappings, Lookups>>();

/** Returns the lookups of a program: one object per endpoint, credentials, and limits. @throws {ProviderError} */
export function lookupsOf({ run, configuration, status, warn }: Program): Lookups {
  return lookupsWith({ run, status, warn }, () => programSources(configuration, process.env));
}

/** Like {@link lookupsOf}, with any sources. @throws {ProviderError} If `readSources` throws or the settings are invalid. */
export function lookupsWith(
  { run, status, warn }: Omit<Program, "configuration">,
  readSources: () => readonly Source[],
): Lookups {
  try {
    const sources = readSources();
    const { mappings } = connect(sources, status);
    const ofRun = runs.get(run) ?? new Map<GroupMappings, Lookups>();
    runs.set(run, ofRun);
    if (!ofRun.has(mappings)) {
      findFormerNames(sources).forEach((text) => warn(text));
    }
    const lookups = ofRun.get(mappings) ?? new Lookups(mappings);
    ofRun.set(mappings, lookups);
    return lookups;
  } catch (error) {
    throw providerErrorFrom(error);
  }
}

/** The namespace of the configuration keys that the engine passes to the provider's host. */
const HOST_NAMESPACE = "pulumi-nodejs:";

/** Returns the sources of settings in a program, in the same order as in the provider (config/sources.ts). */
export function programSources(
  configuration: Readonly<Record<string, unknown>>,
  environment: NodeJS.ProcessEnv,
): Source[] {
  const ofHost = Object.entries(configuration)
    .filter(([key]) => key.startsWith(HOST_NAMESPACE))
    .map(([key, value]) => [key.slice(HOST_NAMESPACE.length), value] as const);
  return sourcesOf(
    { get: (key) => configuration[key] },
    // In a program this variable has the whole configuration; in the host it has only these keys.
    { ...environment, PULUMI_CONFIG: JSON.stringify(Object.fromEntries(ofHost)) },
    () => false,
  );
}
