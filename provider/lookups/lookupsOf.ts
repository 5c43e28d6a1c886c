import { findFormerNames, type Source, sourcesOf } from "../config";
import { providerErrorFrom } from "../errors";
import { connect, type GroupMappings } from "../rest";
import { Lookups } from "./lookups";

/** The program that looks something up. */
interface Program {
  /** The same for all look-ups of one run of a program, another one for each run. */
  readonly run: object;
  /** The stack's configuration, by `<namespace>:<name>`; or what an explicit Provider configures its host with. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Tells the user what is being waited for, in a line that passes. */
  readonly status: (text: string) => void;
  readonly warn: (text: string) => unknown;
}

/** Pulumi's Automation API runs several programs in one process, perhaps hours apart: none sees another's list. */
const runs = new WeakMap<object, Map<GroupMappings, Lookups>>();

/**
 * The look-ups of a program: one for each endpoint, credentials and limits.
 *
 * @throws ProviderError where the settings cannot be used
 */
export function lookupsOf({ run, configuration, status, warn }: Program): Lookups {
  return lookupsWith({ run, status, warn }, () => programSources(configuration, process.env));
}

/** The same with settings from anywhere. @throws ProviderError if `readSources` throws or the settings cannot be used */
export function lookupsWith(
  { run, status, warn }: Omit<Program, "configuration">,
  readSources: () => readonly Source[],
): Lookups {
  try {
    const sources = readSources();
    const { mappings } = connect(sources, status);
    const ofRun = runs.get(run) ?? new Map<GroupMappings, Lookups>();
    runs.set(run, ofRun);
    const known = ofRun.get(mappings);
    if (known !== undefined) {
      return known;
    }
    findFormerNames(sources).forEach((text) => warn(text));
    const lookups = new Lookups(mappings);
    ofRun.set(mappings, lookups);
    return lookups;
  } catch (error) {
    throw providerErrorFrom(error);
  }
}

/** The namespace whose keys the engine hands to the provider's host by themselves. */
const HOST_NAMESPACE = "pulumi-nodejs:";

/** The sources of settings in a program, in the precedence that they have in the provider (config/sources.ts). */
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
    () => false,
  );
}
