import { type OAuthOptions, readOAuth } from "./oauthOptions";
import { ConfigurationError, secrets } from "../errors";
import { describeSource, type Source, staleConfigHint, textIn } from "./source";
import { refusal, validateCredentialText } from "./values";

/** The credentials, and their source, which determines the advice after a 401. */
export type Credentials = KeyCredentials | OAuthCredentials;

export interface KeyCredentials {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly source: Source;
}

export interface OAuthCredentials {
  readonly oauth: OAuthOptions;
  readonly source: Source;
}

/** No source has credentials. */
export class MissingCredentialsError extends ConfigurationError {
  override readonly kind = "noCredentials";
}

/**
 * Returns the credentials of the first source that has credentials.
 *
 * @throws {MissingCredentialsError} If no source has credentials.
 * @throws {ConfigurationError} If they are incomplete, invalid, or of two kinds.
 */
export function findCredentials(sources: readonly Source[]): Credentials {
  for (const source of sources) {
    const oauth = readOAuth(source);
    const key = readKey(source, oauth);
    if (oauth !== undefined) {
      return { oauth, source };
    }
    if (key !== undefined) {
      return key;
    }
  }
  throw new MissingCredentialsError(missingCredentials(sources));
}

/** Returns what to do about a 401, for the source of the credentials. */
export function remedyFor(credentials: Credentials): string[] {
  const { source } = credentials;
  const remedy = "oauth" in credentials ? remedyForToken(credentials.oauth, source) : remedyForKey(source);
  return [...remedy, ...staleConfigHint(source)];
}

/** Returns the key of one source, which must not also have `oauth`. */
function readKey(source: Source, oauth: OAuthOptions | undefined): KeyCredentials | undefined {
  const apiKey = textIn(source, "cloudApiKey");
  const apiSecret = textIn(source, "cloudApiSecret");
  if (apiKey === undefined && apiSecret === undefined) {
    return undefined;
  }
  // Register the secret before any error can show it.
  secrets.add(apiSecret ?? "");
  const [given, other] =
    apiKey === undefined
      ? (["cloudApiSecret", "cloudApiKey"] as const)
      : (["cloudApiKey", "cloudApiSecret"] as const);
  if (oauth !== undefined) {
    throw refusal(
      source,
      `Two kinds of credentials in one source: ${describeSource(source, given)} ` +
        `and ${source.nameOf("oauth")} are both set. Remove the one that you do not use.`,
    );
  }
  if (apiKey === undefined || apiSecret === undefined) {
    throw refusal(
      source,
      `Incomplete credentials: ${describeSource(source, given)} is set, but ${source.nameOf(other)} is not. ` +
        "Set both in the same source, or neither.",
    );
  }
  validateCredentialText(apiKey, describeSource(source, "cloudApiKey"));
  validateCredentialText(apiSecret, describeSource(source, "cloudApiSecret"));
  if (apiKey.includes(":")) {
    throw new ConfigurationError(
      `${describeSource(source, "cloudApiKey")} contains a colon, which no Cloud API key has. ` +
        "Set it to the key alone, and set the secret in its own setting.",
    );
  }
  return { apiKey, apiSecret, source };
}

function remedyForKey(source: Source): string[] {
  const [key, secret] = [source.nameOf("cloudApiKey"), source.nameOf("cloudApiSecret")];
  if (source.kind === "explicit provider") {
    return [
      "The rejected key came from the arguments cloudApiKey and cloudApiSecret of a Provider in the program.",
      "Give that Provider a valid Cloud API key.",
    ];
  }
  const isVariable = source.kind === "environment";
  const commands = ` (pulumi config set ${key} <key>, pulumi config set --secret ${secret})`;
  return [
    `The rejected key came from the ${isVariable ? "environment variables" : "stack configuration"} ${key} and ${secret}.`,
    `Set them to a valid Cloud API key${isVariable ? "" : commands} and run the command again.`,
  ];
}

/** The token exchange succeeded, so the identity provider and the pool exist. A role may be missing. */
function remedyForToken({ identityPoolId }: OAuthOptions, source: Source): string[] {
  return [
    `The API rejected the access token of identity pool ${identityPoolId}, and also a new one ` +
      `(${describeSource(source, "oauthIdentityPoolId")}).`,
    "Check that the pool belongs to the organization of the endpoint, that it is enabled, and that it has the role",
    "OrganizationAdmin.",
  ];
}

function missingCredentials(sources: readonly Source[]): string {
  if (sources.some(({ kind }) => kind === "explicit provider")) {
    return (
      "No credentials: the Provider has neither cloudApiKey nor cloudApiSecret, nor oauth. " +
      "An explicit Provider reads nothing from the stack configuration or the environment. Give it a key with its " +
      "secret, or oauth."
    );
  }
  if (sources.every(({ kind }) => kind === "environment")) {
    return (
      "No credentials for Confluent Cloud: set the environment variables CONFLUENT_CLOUD_API_KEY and " +
      "CONFLUENT_CLOUD_API_SECRET, or those of OAuth (CONFLUENT_CLOUD_OAUTH_…). This command reads no stack " +
      "configuration. If the key is set there, `pulumi config get confluentcloud:cloudApiKey` prints it."
    );
  }
  const stack = sources.find(({ kind }) => kind === "stack configuration");
  return [
    "No credentials for Confluent Cloud. Set a Cloud API key and its secret in one of these ways:",
    "  - environment variables CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET",
    `  - stack configuration: pulumi config set ${stack?.nameOf("cloudApiKey") ?? ""} <key>`,
    `                         pulumi config set --secret ${stack?.nameOf("cloudApiSecret") ?? ""}`,
    ...(sources.some(({ kind }) => kind === "pulumi-nodejs")
      ? [
          "  - stack configuration: pulumi config set pulumi-nodejs:cloudApiKey <key>",
          "                         pulumi config set --secret pulumi-nodejs:cloudApiSecret",
          "    (a later key rotation then needs no extra step)",
        ]
      : []),
    '  - in the program: new Provider("…", { cloudApiKey, cloudApiSecret }), passed as the option `provider`',
    "Or use OAuth: set oauth instead of a key in one of these ways (CONFLUENT_CLOUD_OAUTH_… in the environment).",
    ...sources.flatMap(staleConfigHint),
  ].join("\n");
}
