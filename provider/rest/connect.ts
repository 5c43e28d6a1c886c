import { Client } from "./client";
import { GroupMappings } from "./groupMappings";
import { resolveSettings } from "./settings";
import type { Source } from "./sources";

/** Connections of this process: one for each endpoint and credentials, shared by all verbs. */
const connections = new Map<string, GroupMappings>();

/**
 * The API with the settings in force.
 *
 * @throws ConfigurationError where they cannot be used
 */
export function connect(sources: readonly Source[]): GroupMappings {
  const settings = resolveSettings(sources);
  const { endpoint, credentials, organizationId } = settings;
  const key = JSON.stringify([
    endpoint,
    credentials.apiKey,
    credentials.apiSecret,
    credentials.source.kind,
    organizationId,
  ]);
  let mappings = connections.get(key);
  if (mappings === undefined) {
    mappings = new GroupMappings(new Client(settings), settings);
    connections.set(key, mappings);
  }
  return mappings;
}
