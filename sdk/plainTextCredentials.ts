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
    if (isInPlainText(key)) {
      warn(key, `pulumi config set --secret ${key}`, "change the key");
    }
    // One encrypted field makes a secret of the whole: then nobody can tell what the others are.
    if (isInPlainText(oauth)) {
      for (const field of OAUTH_SECRETS.filter((name) => hasField(pulumi.runtime.getConfig(oauth), name))) {
        warn(`${oauth}.${field}`, `pulumi config set --secret --path ${oauth}.${field}`, "replace it");
      }
    }
  }
}

function warn(name: string, command: string, remedy: string): void {
  void pulumi.log.warn(
    `${name} stands in the stack configuration in plain text. Store it encrypted with this command, which asks ` +
      `for the value, and ${remedy} if the file was ever shared:\n  ${command}`,
  );
}

function isInPlainText(key: string): boolean {
  return pulumi.runtime.getConfig(key) !== undefined && !isEncrypted(key);
}

/** Whether a setting, which is JSON, has a field that is not empty. What is no JSON is the provider's to complain of. */
function hasField(json: string | undefined, name: string): boolean {
  try {
    const value = (JSON.parse(json ?? "") as Readonly<Record<string, unknown>> | null)?.[name];
    return value !== undefined && value !== "";
  } catch {
    return false;
  }
}

/** The SDK knows which keys are encrypted but does not declare it; where it does not know, nobody is warned. */
function isEncrypted(key: string): boolean {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret === undefined || isConfigSecret(key);
}
