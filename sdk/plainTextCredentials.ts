import * as pulumi from "@pulumi/pulumi";
import { OAUTH_FIELDS, type OAuthFieldRow } from "../provider/config/settingsTable";

/** The namespaces of the stack configuration that can contain credentials. */
const NAMESPACES = ["confluentcloud", "pulumi-nodejs"];

/** The fields of the setting `oauth` that are secrets. */
const OAUTH_SECRETS = Object.entries<OAuthFieldRow>(OAUTH_FIELDS)
  .filter(([, { isSecret }]) => isSecret === true)
  .map(([field]) => field);

let warned = false;

/** Warns about each credential in plain text in the stack configuration, once per program. */
export function warnOfPlainTextCredentials(): void {
  if (warned) {
    return;
  }
  warned = true;
  for (const namespace of NAMESPACES) {
    const [key, oauth] = [`${namespace}:cloudApiSecret`, `${namespace}:oauth`];
    if (plainTextAt(key) !== undefined) {
      warn(key, `pulumi config set --secret ${key}`, "change the key");
    }
    const fields = fieldsIn(plainTextAt(oauth));
    for (const field of OAUTH_SECRETS.filter((name) => (fields[name] ?? "") !== "")) {
      warn(`${oauth}.${field}`, `pulumi config set --secret --path ${oauth}.${field}`, "replace it");
    }
  }
}

function warn(name: string, command: string, remedy: string): void {
  void pulumi.log.warn(
    `${name} is in the stack configuration in plain text. Store it encrypted with this command, which asks ` +
      `for the value, and ${remedy} if the file was ever shared:\n  ${command}`,
  );
}

/**
 * Returns a value of the stack configuration if it is not encrypted. One encrypted field of `oauth` makes the whole
 * setting secret. The SDK does not declare the function that knows which keys are encrypted. Without it, there is no warning.
 */
function plainTextAt(key: string): string | undefined {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) === false ? pulumi.runtime.getConfig(key) : undefined;
}

/** Returns the fields of a setting in JSON. The provider reports invalid JSON. */
function fieldsIn(json = "{}"): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(json) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
