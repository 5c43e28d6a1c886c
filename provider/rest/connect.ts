import { Client } from "./http/client";
import { systemClock } from "./clock";
import { MappingCreator } from "./create/mappingCreator";
import type { RateGate } from "./rateLimit/rateGate";
import { GroupMappings } from "./mappings/groupMappings";
import { senderWithTokens } from "./oauth/senderWithTokens";
import { gateTo, senderTo } from "./send/senderTo";
import { resolveSettings, type Settings } from "../config/settings";
import type { Source } from "../config/sources";

/** The API with one set of settings. */
export interface Connection {
  readonly mappings: GroupMappings;
  readonly creator: MappingCreator;
}

/** Connections of this process: one for all verbs with the same settings. */
const connections = new Map<string, Connection>();

/** And their rate gates: those with the same credentials to the same endpoint share one, as they share one budget. */
const gates = new Map<string, RateGate>();

/**
 * The API with the settings in force.
 *
 * @param tell told what a user may want to know while a request waits
 * @throws ConfigurationError where they cannot be used
 */
export function connect(sources: readonly Source[], tell: (status: string) => void): Connection {
  const settings = resolveSettings(sources);
  return sharedIn(connections, keyOf(settings), () => {
    const { credentials, limits } = settings;
    const sending = { clock: systemClock, limits, tell };
    const client = new Client(settings);
    const gate = sharedIn(gates, budgetOf(settings), () => gateTo("the API", sending));
    const sender =
      "oauth" in credentials
        ? senderWithTokens(client, credentials, gate, sending)
        : senderTo(client, gate, sending);
    const mappings = new GroupMappings(sender, settings, systemClock);
    return { mappings, creator: new MappingCreator(mappings, settings, systemClock) };
  });
}

function sharedIn<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) {
    return known;
  }
  const value = make();
  made.set(key, value);
  return value;
}

/** All that makes a connection another one; the source too, for it decides what an error advises. */
function keyOf({ credentials: { source, ...secrets }, ...others }: Settings): string {
  return JSON.stringify([secrets, source.kind, others]);
}

/** Whose requests the API counts together; and the limits that the gate itself has. */
function budgetOf({ endpoint, credentials, limits }: Settings): string {
  return JSON.stringify([
    endpoint,
    { ...credentials, source: undefined },
    limits.maxConcurrency,
    limits.maxWait,
  ]);
}
