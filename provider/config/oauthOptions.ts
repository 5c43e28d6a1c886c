import { secrets } from "../errors";
import { problemOfUrl } from "./endpoint";
import { describeSource, type Source } from "./sources";
import { type OAuthFields, readOAuthFields } from "./readOAuthFields";
import { OAUTH_FIELDS, type OAuthField, type OAuthFieldRow } from "./settingsTable";
import { refusal, validateCredentialText, validateValue } from "./values";

/** How an access token of Confluent Cloud is come by. */
export interface OAuthOptions {
  /** What it is exchanged for: a token of one's own identity provider. */
  readonly external: ClientCredentials | StaticToken;
  /** `pool-…`: whose identity the access token is of. */
  readonly identityPoolId: string;
  /** How long an access token is asked to live, in seconds from 1 to 900. Default 900. */
  readonly lifetime: number;
}

/** The identity provider is asked for a token, by the grant `client_credentials`. */
export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
}

/** A token that was had in another way, and is never renewed. */
export interface StaticToken {
  readonly accessToken: string;
}

/** What belongs to a token URL, and to nothing else. */
const CLIENT_FIELDS = [
  "oauthExternalClientId",
  "oauthExternalClientSecret",
  "oauthExternalTokenScope",
] as const satisfies readonly OAuthField[];

/**
 * The setting `oauth` of one source.
 *
 * @returns undefined where the source has none, or an empty one
 * @throws ConfigurationError that names the field, the source and the remedy; never a value that may be a secret
 */
export function readOAuth(source: Source): OAuthOptions | undefined {
  const fields = readOAuthFields(source);
  if (Object.keys(fields).length === 0) {
    return undefined;
  }
  // Before any error that says something about the settings.
  secrets.add(fields.oauthExternalClientSecret ?? "");
  secrets.add(fields.oauthExternalAccessToken ?? "");
  const required = requiredIn(source, fields);
  for (const [field, value] of Object.entries(fields) as [OAuthField, string][]) {
    validateCredentialText(value, describeSource(source, field));
  }
  const row = OAUTH_FIELDS.oauthStsTokenExpiredInSeconds;
  const lifetime = fields.oauthStsTokenExpiredInSeconds ?? String(row.default);
  validateValue(row, lifetime, describeSource(source, "oauthStsTokenExpiredInSeconds"));
  return { ...required, lifetime: Number(lifetime) };
}

function requiredIn(source: Source, fields: OAuthFields): Pick<OAuthOptions, "external" | "identityPoolId"> {
  const {
    oauthExternalTokenUrl: tokenUrl,
    oauthExternalAccessToken: accessToken,
    oauthExternalClientId: clientId,
    oauthExternalClientSecret: clientSecret,
    oauthExternalTokenScope: scope,
    oauthIdentityPoolId: identityPoolId,
  } = fields;
  if (accessToken !== undefined) {
    const besides = (["oauthExternalTokenUrl", ...CLIENT_FIELDS] as const).find(
      (field) => fields[field] !== undefined,
    );
    if (besides !== undefined) {
      throw refusal(
        source,
        `${describeSource(source, "oauthExternalAccessToken")} is set, and so is ${source.nameOf(besides)}: either a ` +
          "token is given, or a token URL with a client that fetches one. Remove one of the two.",
      );
    }
    return identityPoolId === undefined
      ? missing(source, fields, ["oauthIdentityPoolId"])
      : { external: { accessToken }, identityPoolId };
  }
  if (
    tokenUrl === undefined ||
    clientId === undefined ||
    clientSecret === undefined ||
    identityPoolId === undefined
  ) {
    return missing(source, fields, [
      "oauthExternalTokenUrl",
      "oauthExternalClientId",
      "oauthExternalClientSecret",
      "oauthIdentityPoolId",
    ]);
  }
  const problem = problemOfUrl(tokenUrl) ?? (tokenUrl.includes("#") ? "has a fragment" : undefined);
  if (problem !== undefined) {
    throw refusal(
      source,
      `The token URL ${problem} (${describeSource(source, "oauthExternalTokenUrl")}). It is the address at which your ` +
        "identity provider hands out tokens, such as https://login.example.com/oauth2/token.",
    );
  }
  return { external: { tokenUrl, clientId, clientSecret, scope }, identityPoolId };
}

function missing(source: Source, fields: OAuthFields, required: readonly OAuthField[]): never {
  const [given] = Object.keys(fields) as OAuthField[];
  const lacking = required.filter((field) => fields[field] === undefined);
  throw refusal(
    source,
    `Half of an OAuth setting: ${describeSource(source, given ?? "oauth")} is set, ` +
      `${lacking.map((field) => source.nameOf(field)).join(", ")} ${lacking.length === 1 ? "is" : "are"} not. ` +
      "Set all of it in the same place, or nothing.",
    "An identity pool is needed, and either a token URL with client id and client secret, or an external access token.",
    ...lacking.flatMap((field) => commandFor(source, field)),
  );
}

function commandFor(source: Source, field: OAuthField): string[] {
  // Of a token URL the CLI thinks that it looks like a secret, and refuses it where neither flag is given.
  const { isSecret }: OAuthFieldRow = OAUTH_FIELDS[field];
  const flags = isSecret === true ? "--secret --path" : "--plaintext --path";
  return source.kind === "stack configuration" || source.kind === "pulumi-nodejs"
    ? [`  pulumi config set ${flags} ${source.nameOf(field)} …`]
    : [];
}
