import {
  type KeyCredentials,
  type Limits,
  resolveFilterPolicy,
  resolveLimits,
  type Settings,
  sourcesOf,
} from "../../provider/config";
export const DEFAULT_FILTER_POLICY = resolveFilterPolicy([]);
export const DEFAULT_LIMITS = resolveLimits([]);

/** Returns the limits with these settings of a user. maxRetries then limits every kind of retry. */
export function limitsWith(limits: Partial<Limits>): Limits {
  const { maxRetries, maxUnavailableRetries = maxRetries } = limits;
  return {
    ...DEFAULT_LIMITS,
    ...limits,
    ...(maxUnavailableRetries !== undefined && { maxUnavailableRetries }),
  };
}

/** Settings for tests in which the values do not matter. */
export const SETTINGS: Settings & { readonly credentials: KeyCredentials } = {
  endpoint: "https://api.confluent.cloud",
  credentials: {
    apiKey: "TESTKEY000000001",
    apiSecret: 'te/st+se"cret=of-the scripted API',
    source: environmentSource(),
  },
  organizationId: undefined,
  // Most tests check single requests. Tests of duplicates override this setting.
  duplicates: { policy: "allow", source: "environment" },
  limits: DEFAULT_LIMITS,
  userAgentSuffix: undefined,
};

function environmentSource() {
  const source = sourcesOf({ get: () => undefined }, {}, () => true).find(
    ({ kind }) => kind === "environment",
  );
  if (source === undefined) {
    throw new Error("There is no source of kind environment");
  }
  return source;
}
