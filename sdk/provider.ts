import * as pulumi from "@pulumi/pulumi";
import {
  configurationKey,
  EXPLICIT_PROVIDER_MARK,
  SETTING_NAMES,
  type SettingName,
  type SettingRow,
  SETTINGS,
} from "../provider/config/settingsTable";

/** Credentials and settings of one organization. The credentials are either a key with its secret, or `oauth`. */
export type ProviderArgs = ProviderSettings & (KeyArgs | OAuthOnlyArgs);

interface KeyArgs {
  /** A Cloud API key (not a resource key). */
  cloudApiKey: pulumi.Input<string>;
  /** The secret of the API key. Always encrypted in the state. */
  cloudApiSecret: pulumi.Input<string>;
  oauth?: undefined;
}

interface OAuthOnlyArgs {
  /** OAuth instead of an API key. Always encrypted in the state as a whole. */
  oauth: pulumi.Input<OAuthArgs>;
  cloudApiKey?: undefined;
  cloudApiSecret?: undefined;
}

/**
 * OAuth instead of a Cloud API key. The provider exchanges a token of your identity provider for an access token of
 * Confluent Cloud, and renews it before it expires. Set either a token URL with a client, or an external token. The names
 * are those of `@pulumi/confluentcloud`.
 */
export interface OAuthArgs {
  /** The identity pool whose identity the access token has, `pool-…`. It needs the role OrganizationAdmin. */
  oauthIdentityPoolId: pulumi.Input<string>;
  /**
   * The token URL of your identity provider, for the grant `client_credentials`: https, or http on this machine.
   * Needs `oauthExternalClientId` and `oauthExternalClientSecret`.
   */
  oauthExternalTokenUrl?: pulumi.Input<string> | undefined;
  /** The client id for the token URL. */
  oauthExternalClientId?: pulumi.Input<string> | undefined;
  /** The client secret for the token URL. */
  oauthExternalClientSecret?: pulumi.Input<string> | undefined;
  /** The scope to request, such as `api://<client id>/.default` for Microsoft Entra ID. Default: none. */
  oauthExternalTokenScope?: pulumi.Input<string> | undefined;
  /** A token of your identity provider, instead of a token URL. It is never renewed, so it must outlive the run. */
  oauthExternalAccessToken?: pulumi.Input<string> | undefined;
  /** The lifetime to request for access tokens of Confluent Cloud, in seconds from 1 to 900. Default: 900. */
  oauthStsTokenExpiredInSeconds?: pulumi.Input<number | string> | undefined;
}

interface ProviderSettings {
  /** The endpoint of the API: https, or http on this machine. Default: `https://api.confluent.cloud`. */
  endpoint?: pulumi.Input<string> | undefined;
  /** The organization that the credentials must belong to, a UUID. Verified before the first write. Default: any. */
  organizationId?: pulumi.Input<string> | undefined;
  /**
   * Whether to create a mapping if the organization already has one with the same display name, description, and filter
   * that this run did not create: `refuse` fails with an error that names it, `allow` creates another. Default: `refuse`.
   */
  duplicates?: pulumi.Input<"refuse" | "allow"> | undefined;
  /**
   * How a preview checks mappings that are not in the state: `online` verifies the credentials and looks for identical
   * mappings in one list, `offline` sends nothing. Default: `online`.
   */
  previewChecks?: pulumi.Input<"online" | "offline"> | undefined;
  /**
   * Appended to the User-Agent after a space, to identify runs in a log: up to 200 printable ASCII characters.
   * Default: nothing.
   */
  userAgentSuffix?: pulumi.Input<string> | undefined;
  /**
   * How to treat filter warnings: `error` fails the preview, `warn` prints them, `off` disables all checks of filters.
   * Unless it is `off`, an invalid filter always fails the preview. Default: `warn`.
   */
  filterCheck?: pulumi.Input<"error" | "warn" | "off"> | undefined;
  /**
   * How to treat a filter that matches every SSO user, unless its resource has `allowEveryone`: `warn` prints a warning,
   * `deny` fails the preview (even with `filterCheck: "off"`), `allow` accepts it silently. Default: `warn`.
   */
  matchAllFilters?: pulumi.Input<"warn" | "deny" | "allow"> | undefined;
  /**
   * A file of users and their groups, CSV or JSON; a relative path starts at the program's folder. Preview and up then
   * print how many users gain or lose access by each mapping. Its content is neither sent nor stored. Default: none.
   */
  directory?: pulumi.Input<string> | undefined;
  /**
   * Maximum number of retries of a request, from 0 to 100. Default: 8, and for 502, 503, 504, and 520 to 529 no limit but
   * `retryTimeoutSeconds`.
   */
  maxRetries?: pulumi.Input<number> | undefined;
  /** Maximum delay before the first retry, in seconds from 0 to 60. Doubles after each attempt. Default: 1. */
  initialRetryDelaySeconds?: pulumi.Input<number> | undefined;
  /** Maximum delay before any retry, in seconds from 0 to 300. Default: 30. */
  maxRetryDelaySeconds?: pulumi.Input<number> | undefined;
  /** Timeout of one attempt of a request, in seconds from 1 to 600. Default: 30. */
  requestTimeoutSeconds?: pulumi.Input<number> | undefined;
  /** Maximum time from the first attempt to the start of the last, in seconds from 1 to 86400. Default: 600. */
  retryTimeoutSeconds?: pulumi.Input<number> | undefined;
  /** Maximum number of requests in flight, from 1 to 64. Default: 16. */
  maxConcurrency?: pulumi.Input<number> | undefined;
  /** Maximum single wait that the rate limit of the API can ask for, in seconds from 1 to 3600. Default: 300. */
  maxWaitSeconds?: pulumi.Input<number> | undefined;
  /** @deprecated Use `matchAllFilters`. */
  everyone?: pulumi.Input<"warn" | "deny" | "allow"> | undefined;
  /** @deprecated Use `initialRetryDelaySeconds`. */
  retryBaseSeconds?: pulumi.Input<number> | undefined;
  /** @deprecated Use `maxRetryDelaySeconds`. */
  retryCapSeconds?: pulumi.Input<number> | undefined;
  /** @deprecated Use `retryTimeoutSeconds`. */
  deadlineSeconds?: pulumi.Input<number> | undefined;
}

/**
 * Explicit credentials, for another organization in the same program:
 *
 * ```ts
 * const europe = new Provider("europe", { cloudApiKey, cloudApiSecret });
 * new GroupMapping("admins", { displayName, filter }, { provider: europe });
 * ```
 *
 * It reads nothing from the stack configuration or the environment. Settings that are not given here have their defaults.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    // JavaScript programs can omit the arguments. The provider then reports which ones are missing.
    const given: Partial<ProviderArgs> = { ...args };
    const configuration: pulumi.Inputs = { [EXPLICIT_PROVIDER_MARK]: "true" };
    for (const name of SETTING_NAMES) {
      configuration[configurationKey(name)] = configured(name, given[name]);
    }
    super("pulumi-nodejs", name, configuration, opts);
    configurations.set(this, configuration);
  }
}

/** The configuration of each Provider, for lookups. Not in the class, because printing a Provider must not print its secrets. */
const configurations = new WeakMap<object, pulumi.Inputs>();

/** Returns the configuration of a Provider; undefined if it is not a Provider of this copy of the package. */
export function configurationOf(provider: pulumi.ProviderResource): pulumi.Inputs | undefined {
  return configurations.get(provider);
}

/** Converts an argument to what the host reads. */
function configured(name: SettingName, argument: pulumi.Input<unknown>): pulumi.Input<unknown> {
  const { type, isCredential }: SettingRow = SETTINGS[name];
  if (argument === undefined) {
    return undefined;
  }
  const value = type.kind === "object" ? pulumi.jsonStringify(argument) : argument;
  return isCredential === true ? pulumi.secret(value) : value;
}
