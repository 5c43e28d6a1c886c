import * as pulumi from "@pulumi/pulumi";
import {
  configurationKey,
  EXPLICIT_PROVIDER_MARK,
  SETTING_NAMES,
  type SettingName,
  type SettingRow,
  SETTINGS,
} from "../provider/config/settingsTable";
import type { OAuthArgs } from "./oauthArgs";

/** Credentials and settings of one organization. The credentials are either a key with its secret, or `oauth`. */
export type ProviderArgs = ProviderSettings & (KeyArgs | OAuthOnlyArgs);

interface KeyArgs {
  /** A Cloud API key (not a resource key). */
  cloudApiKey: pulumi.Input<string>;
  /** The key's secret. A secret in the state, whether marked as one or not. */
  cloudApiSecret: pulumi.Input<string>;
  oauth?: undefined;
}

interface OAuthOnlyArgs {
  /** OAuth in place of a key. A secret in the state as a whole, whether anything in it is marked as one or not. */
  oauth: pulumi.Input<OAuthArgs>;
  cloudApiKey?: undefined;
  cloudApiSecret?: undefined;
}

interface ProviderSettings {
  /** Where the API is: https, or http on this machine. Default: `https://api.confluent.cloud`. */
  endpoint?: pulumi.Input<string> | undefined;
  /** Organization that the credentials must belong to. Verified before anything is written. Default: any. */
  organizationId?: pulumi.Input<string> | undefined;
  /**
   * What becomes of a creation whose display name, description and filter a mapping of the organisation has already, one
   * that this run did not create: `refuse` is an error that names it, `allow` creates another. Default `refuse`.
   */
  duplicates?: pulumi.Input<"refuse" | "allow"> | undefined;
  /**
   * Added to the User-Agent after a space, so that runs can be told apart in a log: up to 200 visible characters of
   * ASCII. Default: nothing.
   */
  userAgentSuffix?: pulumi.Input<string> | undefined;
  /**
   * What becomes of a warning about a filter: `error` lets the preview fail, `warn` tells it, and with `off` no filter is
   * read. What cannot work is an error in both of the first. Default `warn`.
   */
  filterCheck?: pulumi.Input<"error" | "warn" | "off"> | undefined;
  /**
   * What becomes of a filter that lets every SSO user in, unless its resource has `allowEveryone`: `warn`, `deny` lets the
   * preview fail (with `filterCheck: "off"` too), `allow` is silent. Default `warn`.
   */
  everyone?: pulumi.Input<"warn" | "deny" | "allow"> | undefined;
  /**
   * A file that says who is in which groups, CSV or JSON, relative to where the provider runs. Then preview and up tell how
   * many users each created or changed mapping lets in and shuts out. Nothing of it is sent or stored. Default: none.
   */
  directory?: pulumi.Input<string> | undefined;
  /** How often a request is sent again, at most, from 0 to 100. Default 8. */
  maxRetries?: pulumi.Input<number> | undefined;
  /** Upper bound of the first delay before a retry, in seconds from 0 to 60; it doubles each time. Default 1. */
  retryBaseSeconds?: pulumi.Input<number> | undefined;
  /** Upper bound of any delay before a retry, in seconds from 0 to 300. Default 30. */
  retryCapSeconds?: pulumi.Input<number> | undefined;
  /** Time limit of one try of a request, in seconds from 1 to 600. Default 30. */
  requestTimeoutSeconds?: pulumi.Input<number> | undefined;
  /** From the first try of a request to the start of its last, in seconds from 1 to 86400. Default 600. */
  deadlineSeconds?: pulumi.Input<number> | undefined;
  /** Requests under way at once, from 1 to 64. Default 16. */
  maxConcurrency?: pulumi.Input<number> | undefined;
  /** The longest single wait that the API's rate limit may ask for, in seconds from 1 to 3600. Default 300. */
  maxWaitSeconds?: pulumi.Input<number> | undefined;
}

/**
 * Explicit credentials, for another organisation in the same program:
 *
 * ```ts
 * const europe = new Provider("europe", { cloudApiKey, cloudApiSecret });
 * new GroupMapping("admins", { displayName, filter }, { provider: europe });
 * ```
 *
 * It takes nothing from the stack configuration or the environment: what is not given here has its default.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    // In JavaScript the arguments may be left out; the error about that is the provider's, which says what to give.
    const given: Partial<ProviderArgs> = { ...args };
    const configuration: pulumi.Inputs = { [EXPLICIT_PROVIDER_MARK]: "true" };
    for (const name of SETTING_NAMES) {
      configuration[configurationKey(name)] = configured(name, given[name]);
    }
    super("pulumi-nodejs", name, configuration, opts);
    configurations.set(this, configuration);
  }
}

/**
 * What a Provider configures its host with, for look-ups, which are made without the host. Beside the class, so that
 * nothing which shows a Provider shows its secrets.
 */
const configurations = new WeakMap<object, pulumi.Inputs>();

/** What a Provider configures its host with; undefined for what is no Provider of this copy of the package. */
export function configurationOf(provider: pulumi.ProviderResource): pulumi.Inputs | undefined {
  return configurations.get(provider);
}

/** An argument as the host reads it. */
function configured(name: SettingName, argument: pulumi.Input<unknown>): pulumi.Input<unknown> {
  const { type, isCredential }: SettingRow = SETTINGS[name];
  if (argument === undefined) {
    return undefined;
  }
  const value = type.kind === "object" ? pulumi.jsonStringify(argument) : argument;
  return isCredential === true ? pulumi.secret(value) : value;
}
