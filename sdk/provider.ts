import * as pulumi from "@pulumi/pulumi";

/** Credentials and settings of one organisation. */
export interface ProviderArgs {
  /** A Cloud API key (not a resource key). */
  cloudApiKey: pulumi.Input<string>;
  /** The key's secret. A secret in the state, whether marked as one or not. */
  cloudApiSecret: pulumi.Input<string>;
  /** Where the API is: https, or http on this machine. Default: `https://api.confluent.cloud`. */
  endpoint?: pulumi.Input<string> | undefined;
  /** The organisation that the credentials must belong to; asserted before anything is written. Default: any. */
  organizationId?: pulumi.Input<string> | undefined;
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
    super(
      "pulumi-nodejs",
      name,
      {
        "confluent-sso:explicitProvider": "true",
        "confluentcloud:cloudApiKey": secret(args.cloudApiKey),
        "confluentcloud:cloudApiSecret": secret(args.cloudApiSecret),
        "confluentcloud:endpoint": args.endpoint,
        "confluent-sso:organizationId": args.organizationId,
      },
      opts,
    );
  }
}

function secret(value: pulumi.Input<string> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}
