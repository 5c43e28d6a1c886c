import type * as pulumi from "@pulumi/pulumi";

/**
 * OAuth in place of a Cloud API key: a token of your identity provider is exchanged for an access token of Confluent
 * Cloud, which is renewed in time. Either a token URL with a client, or an external token. The names are those of
 * `@pulumi/confluentcloud`.
 */
export interface OAuthArgs {
  /** The identity pool whose identity the access token has, `pool-…`. It needs the role OrganizationAdmin. */
  oauthIdentityPoolId: pulumi.Input<string>;
  /**
   * Where your identity provider hands out tokens, by the grant `client_credentials`: https, or http on this machine.
   * Needs `oauthExternalClientId` and `oauthExternalClientSecret`.
   */
  oauthExternalTokenUrl?: pulumi.Input<string> | undefined;
  /** The client that the token URL knows. */
  oauthExternalClientId?: pulumi.Input<string> | undefined;
  /** The client's secret. */
  oauthExternalClientSecret?: pulumi.Input<string> | undefined;
  /** The scope to ask the token URL for, such as `api://<client id>/.default` for Microsoft Entra ID. Default: none. */
  oauthExternalTokenScope?: pulumi.Input<string> | undefined;
  /** A token of your identity provider, in place of a token URL. It is never renewed, so it must outlive the run. */
  oauthExternalAccessToken?: pulumi.Input<string> | undefined;
  /** How long an access token of Confluent Cloud is asked to live, in seconds from 1 to 900. Default 900. */
  oauthStsTokenExpiredInSeconds?: pulumi.Input<number | string> | undefined;
}
