import * as pulumi from "@pulumi/pulumi";

/** The secrets that may stand in the stack configuration, each with the command that stores it encrypted. */
const SECRETS: Readonly<Record<string, string>> = {
  "confluentcloud:cloudApiSecret": "pulumi config set --secret confluentcloud:cloudApiSecret",
  "pulumi-nodejs:cloudApiSecret": "pulumi config set --secret pulumi-nodejs:cloudApiSecret",
};

let looked = false;

/** Warns, once a program, of each credential that stands in the stack configuration in plain text. */
export function warnOfPlainTextCredentials(): void {
  if (looked) {
    return;
  }
  looked = true;
  for (const [key, command] of Object.entries(SECRETS)) {
    if (pulumi.runtime.getConfig(key) !== undefined && !isEncrypted(key)) {
      void pulumi.log.warn(
        `${key} stands in the stack configuration in plain text. Store it encrypted with this command, which asks ` +
          `for the value, and change the key if the file was ever shared:\n  ${command}`,
      );
    }
  }
}

/** The SDK knows which keys are encrypted but does not declare it; where it does not know, nobody is warned. */
function isEncrypted(key: string): boolean {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret === undefined || isConfigSecret(key);
}
