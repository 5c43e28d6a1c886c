import { connect, type GroupMappings } from "../rest";
import { providerErrorFrom } from "../errors";
import { Lookups } from "./lookups";
import { programSources } from "./programSources";

/** The program that looks something up. */
interface Program {
  /** The same for all look-ups of one run of a program, another one for each run. */
  readonly run: object;
  /** The stack's configuration, by `<namespace>:<name>`; or what an explicit Provider configures its host with. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Tells the user what is being waited for, in a line that passes. */
  readonly status: (text: string) => void;
}

/** Pulumi's Automation API runs several programs in one process, perhaps hours apart: none sees another's list. */
const runs = new WeakMap<object, Map<GroupMappings, Lookups>>();

/**
 * The look-ups of a program: one for each endpoint, credentials and limits.
 *
 * @throws ProviderError where the settings cannot be used
 */
export function lookupsOf({ run, configuration, status }: Program): Lookups {
  try {
    const { mappings } = connect(programSources(configuration, process.env), status);
    const ofRun = runs.get(run) ?? new Map<GroupMappings, Lookups>();
    runs.set(run, ofRun);
    const lookups = ofRun.get(mappings) ?? new Lookups(mappings);
    ofRun.set(mappings, lookups);
    return lookups;
  } catch (error) {
    throw providerErrorFrom(error);
  }
}
