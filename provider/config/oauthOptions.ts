import { ConfigurationError, excerpt, secrets } from "../errors";
import { closestName } from "./closestName";
import { OAUTH_FIELD_NAMES, OAUTH_FIELDS, type OAuthField, type OAuthFieldRow } from "./settingsTable";
import { describeSource, isOAuthField, parseJson, type Source, scalarText } from "./source";
import { problemOfUrl, refusal, validateCredentialText, validateValue } from "./values";

export interface OAuthOptions {
  /** Where the external token comes from. It is exchanged for an access token. */
  readonly external: ClientCredentials | StaticToken;
  /** The identity pool whose identity the access token has, `pool-…`. */
  readonly identityPoolId: string;
  /** The lifetime to request for an access token, in seconds. */
  readonly lifetime: number;
}

/** A client that requests tokens from the identity provider with the grant `client_credentials`. */
export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
}

/** A token that the user provides. It is never renewed. */
export interface StaticToken {
  readonly accessToken: string;
}

/** The fields that are set, as strings that are not empty. */
type OAuthFields = Readonly<Partial<Record<OAuthField, string>>>;

/** The fields that are required to request an external token. */
const CLIENT_FIELDS: readonly OAuthField[] = [
  "oauthExternalTokenUrl",
  "oauthExternalClientId",
  "oauthExternalClientSecret",
];

/** Returns the setting `oauth` of one source; undefined if it is not set. @throws {ConfigurationError} It shows no secret. */
export function readOAuth(source: Source): OAuthOptions | undefined {
  const fields = readFields(source);
  if (Object.keys(fields).length === 0) {
    return undefined;
  }
  const {
    oauthExternalTokenUrl: tokenUrl = "",
    oauthExternalClientId: clientId = "",
    oauthExternalClientSecret: clientSecret = "",
    oauthExternalAccessToken: accessToken = "",
    oauthExternalTokenScope: scope,
    oauthIdentityPoolId: identityPoolId = "",
    oauthStsTokenExpiredInSeconds: lifetime = OAUTH_FIELDS.oauthStsTokenExpiredInSeconds.default,
  } = fields;
  // Register the secrets before any error can show them.
  secrets.add(clientSecret);
  secrets.add(accessToken);
  requireWhole(source, fields);
  if (accessToken === "") {
    validateTokenUrl(source, tokenUrl);
  }
  for (const [field, text] of Object.entries(fields) as [OAuthField, string][]) {
    validateCredentialText(text, describeSource(source, field));
    validateValue(OAUTH_FIELDS[field], text, describeSource(source, field));
  }
  const external = accessToken === "" ? { tokenUrl, clientId, clientSecret, scope } : { accessToken };
  return { external, identityPoolId, lifetime: Number(lifetime) };
}

/** Requires an identity pool, and either an external token or a client that requests one. */
function requireWhole(source: Source, fields: OAuthFields): void {
  const isSet = (field: OAuthField) => fields[field] !== undefined;
  const hasToken = isSet("oauthExternalAccessToken");
  const besides = [...CLIENT_FIELDS, "oauthExternalTokenScope" as const].find(isSet);
  if (hasToken && besides !== undefined) {
    throw refusal(
      source,
      `${describeSource(source, "oauthExternalAccessToken")} and ${source.nameOf(besides)} are both set. Set ` +
        "either a token, or a token URL with a client. Remove one of the two.",
    );
  }
  const required = [...(hasToken ? [] : CLIENT_FIELDS), "oauthIdentityPoolId" as const];
  const missing = required.filter((field) => !isSet(field));
  if (missing.length > 0) {
    const [given = "oauth"] = Object.keys(fields) as OAuthField[];
    throw refusal(
      source,
      `Incomplete OAuth settings: ${describeSource(source, given)} is set, but ` +
        `${missing.map((field) => source.nameOf(field)).join(", ")} ${missing.length === 1 ? "is" : "are"} not. ` +
        "Set all of them in the same source, or none.",
      "OAuth needs an identity pool, and either a token URL with a client id and a client secret, or an external access token.",
      ...missing.flatMap((field) => commandFor(source, field)),
    );
  }
}

function commandFor(source: Source, field: OAuthField): string[] {
  // The CLI treats a token URL as a possible secret, and rejects it without one of these flags.
  const { isSecret }: OAuthFieldRow = OAUTH_FIELDS[field];
  const flags = isSecret === true ? "--secret --path" : "--plaintext --path";
  return source.kind === "stack configuration" || source.kind === "pulumi-nodejs"
    ? [`  pulumi config set ${flags} ${source.nameOf(field)} …`]
    : [];
}

function validateTokenUrl(source: Source, url: string): void {
  const problem = problemOfUrl(url) ?? (url.includes("#") ? "has a fragment" : undefined);
  if (problem !== undefined) {
    throw refusal(
      source,
      `The token URL ${problem} (${describeSource(source, "oauthExternalTokenUrl")}). Set it to the URL where your ` +
        "identity provider issues tokens, such as https://login.example.com/oauth2/token.",
    );
  }
}

/** Reads the fields, which Pulumi passes as JSON. `pulumi config set --path` stores text that looks like a number as a number. */
function readFields(source: Source): OAuthFields {
  const fields: Partial<Record<OAuthField, string>> = {};
  for (const [name, value] of Object.entries(objectIn(source))) {
    if (value === undefined || value === null || value === "") {
      continue;
    }
    if (!isOAuthField(name)) {
      throw unknownField(source, name);
    }
    fields[name] = readField(source, name, value);
  }
  return fields;
}

function objectIn(source: Source): object {
  const given = source.get("oauth") ?? "";
  const object = given === "" ? {} : typeof given === "string" ? parseJson(given) : given;
  if (typeof object !== "object" || object === null || Array.isArray(object)) {
    throw new ConfigurationError(
      `${describeSource(source, "oauth")} must be an object with fields, or the JSON of one. ` +
        (source.kind === "explicit provider"
          ? `Its fields are ${FIELD_NAMES}.`
          : `Remove it (pulumi config rm ${source.nameOf("oauth")}), then set it field by field: ` +
            `pulumi config set --path ${source.nameOf("oauthIdentityPoolId")} pool-…`),
    );
  }
  return object;
}

function readField(source: Source, field: OAuthField, value: unknown): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new ConfigurationError(
      `${describeSource(source, field)} is a number with too many digits. Store it as a ` +
        `string: pulumi config set --path --type string ${source.nameOf(field)} …`,
    );
  }
  const text = scalarText(value);
  if (text === undefined) {
    throw new ConfigurationError(
      `${describeSource(source, field)} must be a string, not ${Array.isArray(value) ? "a list" : "an object"}.`,
    );
  }
  return text;
}

const FIELD_NAMES = OAUTH_FIELD_NAMES.join(", ");

function unknownField(source: Source, name: string): ConfigurationError {
  // `oauth_identity_pool_id` and `identityPoolID` are oauthIdentityPoolId.
  const bare = (one: string) => one.toLowerCase().replace(/[^a-z]|oauth|external/g, "");
  const near = closestName(name, OAUTH_FIELD_NAMES, bare);
  return new ConfigurationError(
    `${JSON.stringify(excerpt(name, 100))} is not a field of ${describeSource(source, "oauth")}. ` +
      (near === undefined ? `Its fields are ${FIELD_NAMES}.` : `Did you mean ${near}?`),
  );
}
