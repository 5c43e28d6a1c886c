import { DEFAULT_LIMITS } from "../../provider/rest/limits";
import type { Settings } from "../../provider/rest/settings";
import { sourcesOf } from "../../provider/rest/sources";

/** Settings for tests that need no particular ones. */
export const SETTINGS: Settings = {
  endpoint: "https://api.confluent.cloud",
  credentials: {
    apiKey: "TESTKEY000000001",
    apiSecret: 'te/st+se"cret=of-the scripted API',
    source: environmentSource(),
  },
  organizationId: undefined,
  limits: DEFAULT_LIMITS,
};

function environmentSource() {
  const source = sourcesOf({ get: () => undefined }, {}).find(({ kind }) => kind === "environment");
  if (source === undefined) {
    throw new Error("There is no source of kind environment");
  }
  return source;
}
