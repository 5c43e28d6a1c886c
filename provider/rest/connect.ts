import { Client } from "./client";
import { systemClock } from "./clock";
import { GroupMappings } from "./groupMappings";
import { RateGate } from "./rateGate";
import { Sender } from "./sender";
import { resolveSettings } from "./settings";
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
  const { credentials, limits } = settings;
  const key = JSON.stringify({
    ...settings,
    credentials: { ...credentials, source: credentials.source.kind },
  });
  let mappings = connections.get(key);
  if (mappings === undefined) {
    const clock = systemClock;
    const seconds = (milliseconds: number) => Math.ceil(milliseconds / 1_000);
    const gate = new RateGate({
      clock,
      ...limits,
      onWait: (wait) => {
        tell(`Waiting ${seconds(wait)} s for the API's rate limit`);
      },
    });
    const sender = new Sender({
      transport: new Client(settings),
      gate,
      clock,
      limits,
      onWait: (wait) => {
        tell(`Waiting ${seconds(wait)} s before trying again`);
      },
    });
    mappings = new GroupMappings(sender, settings, clock);
    connections.set(key, mappings);
  }
  return mappings;
}
