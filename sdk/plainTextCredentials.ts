import * as pulumi from "@pulumi/pulumi";
import { OAUTH_FIELDS, type OAuthFieldRow } from "../provider/config/settingsTable";

/** The namespaces of the stack configuration that credentials may stand in. */
const NAMESPACES = ["confluentcloud", "pulumi-nodejs"];

/** The fields of the setting `oauth` that are secrets. */
const OAUTH_SECRETS = Object.entries<OAuthFieldRow>(OAUTH_FIELDS)
  .filter(([, { isSecret }]) => isSecret === true)
  .map(([field]) => field);

let warned = false;

/** Warns, once a program, of each credential that stands in the stack configuration in plain text. */
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
    `${name} stands in the stack configuration in plain text. Store it encrypted with this command, which asks ` +
      `for the value, and ${remedy} if the file was ever shared:\n  ${command}`,
  );
}

/**
 * A value of the stack configuration that is not encrypted. One encrypted field of `oauth` makes a secret of the whole. The
 * SDK knows which keys are encrypted but does not declare it; where it does not know, nobody is warned.
 */
function plainTextAt(key: string): string | undefined {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) === false ? pulumi.runtime.getConfig(key) : undefined;
}

/** The fields of a setting that is JSON. What is no JSON is the provider's to complain of. */
function fieldsIn(json = "{}"): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(json) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
