import { closestName, ConfigurationError, excerpt } from "../errors";
import { OAUTH_FIELD_NAMES, type OAuthField } from "./settingsTable";
import { describeSource, isOAuthField, type Source } from "./sources";

/** The fields that are set, each as a text that is not empty. */
export type OAuthFields = Readonly<Partial<Record<OAuthField, string>>>;

/**
 * The fields of the setting `oauth` in one source. Pulumi hands a structured setting over as the text of its JSON, in
 * which `pulumi config set --path` has made numbers of what looks like one.
 *
 * @throws ConfigurationError where it is no JSON, no object, or has a field that is unknown or no text
 */
export function readOAuthFields(source: Source): OAuthFields {
  const fields: Partial<Record<OAuthField, string>> = {};
  for (const [name, value] of Object.entries(objectIn(source))) {
    if (value === undefined || value === null || value === "") {
      continue;
    }
    if (!isOAuthField(name)) {
      throw unknownField(source, name);
    }
    fields[name] = textOf(source, name, value);
  }
  return fields;
}

function objectIn(source: Source): object {
  const given = source.oauth() ?? "";
  if (given === "") {
    return {};
  }
  const object = typeof given === "string" ? parse(given) : given;
  if (typeof object !== "object" || object === null || Array.isArray(object)) {
    throw new ConfigurationError(
      `${describeSource(source, "oauth")} is not an object with fields, nor the JSON of one. ` +
        (source.kind === "explicit provider"
          ? `Its fields are ${FIELD_NAMES}.`
          : `Remove it (pulumi config rm ${source.nameOf("oauth")}), then set it field by field: ` +
            `pulumi config set --path ${source.nameOf("oauthIdentityPoolId")} pool-…`),
    );
  }
  return object;
}

/** undefined where the text is no JSON: what an error of JSON.parse quotes of it may be a secret. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(source: Source, field: OAuthField, value: unknown): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new ConfigurationError(
      `${describeSource(source, field)} stands there as a number, which cannot hold all of its digits. Store it as a ` +
        `text: pulumi config set --path --type string ${source.nameOf(field)} …`,
    );
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  throw new ConfigurationError(
    `${describeSource(source, field)} must be a text, not ${Array.isArray(value) ? "a list" : `an ${typeof value}`}.`,
  );
}

const FIELD_NAMES = OAUTH_FIELD_NAMES.join(", ");

function unknownField(source: Source, name: string): ConfigurationError {
  const near = closestName(name, OAUTH_FIELD_NAMES, bare);
  return new ConfigurationError(
    `${JSON.stringify(excerpt(name, 100))} is not a field of ${describeSource(source, "oauth")}. ` +
      (near === undefined ? `Its fields are ${FIELD_NAMES}.` : `Did you mean ${near}?`),
  );
}

/** `oauth_identity_pool_id` and `identityPoolID` are oauthIdentityPoolId. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z]|oauth|external/g, "");
}
