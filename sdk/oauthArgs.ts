import type * as pulumi from "@pulumi/pulumi";

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
