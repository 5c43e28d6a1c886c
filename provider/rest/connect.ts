import { Client } from "./client";
import { systemClock } from "./clock";
import { GroupMappings } from "./groupMappings";
import { senderWithTokens } from "./oauth/senderWithTokens";
import { senderTo } from "./senderTo";
import { resolveSettings, type Settings } from "./settings";
import type { Source } from "./sources";

/** Connections of this process: one for each endpoint, credentials and limits, shared by all verbs. */
const connections = new Map<string, GroupMappings>();

/**
 * The API with the settings in force.
 *
 * @param tell told what a user may want to know while a request waits
 * @throws ConfigurationError where they cannot be used
 */
export function connect(sources: readonly Source[], tell: (status: string) => void): GroupMappings {
  const settings = resolveSettings(sources);
  const key = keyOf(settings);
  let mappings = connections.get(key);
  if (mappings === undefined) {
    const { credentials, limits } = settings;
    const clock = systemClock;
    const client = new Client(settings);
    const sender =
      "oauth" in credentials
        ? senderWithTokens(client, credentials, { clock, limits, tell })
        : senderTo("the API", client, { clock, limits, tell });
    mappings = new GroupMappings(sender, settings, clock);
    connections.set(key, mappings);
  }
  return mappings;
}

/** All that makes a connection another one; the source too, for it decides what an error advises. */
function keyOf({ credentials: { source, ...secrets }, ...others }: Settings): string {
  return JSON.stringify([secrets, source.kind, others]);
}
