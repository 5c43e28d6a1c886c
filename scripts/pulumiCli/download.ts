import { createRequire } from "node:module";
import type * as automation from "@pulumi/pulumi/automation";
import * as semver from "semver";
import { PULUMI_CLI_VERSION } from "./pulumiCli";

const INSTALLER = "https://get.pulumi.com/install.sh";
const REACH_TIMEOUT_MS = 10_000;

/** Installs the official CLI into the folder bin of `root`. */
export async function download(root: string): Promise<void> {
  await reachInstaller();
  // Loaded here: it takes a second, and is seldom needed.
  const { PulumiCommand } = createRequire(__filename)("@pulumi/pulumi/automation") as typeof automation;
  await PulumiCommand.install({ root, version: new semver.SemVer(PULUMI_CLI_VERSION) });
}

/** The installer itself would wait two minutes for a host that does not answer. */
async function reachInstaller(): Promise<void> {
  const { host } = new URL(INSTALLER);
  const signal = AbortSignal.timeout(REACH_TIMEOUT_MS);
  const response = await fetch(INSTALLER, { method: "HEAD", signal }).catch((error: unknown) => {
    // "fetch failed" is the message of Node.js, and the reason is in its cause.
    const { message, cause } = error as Error;
    throw new Error(`${host} could not be reached (${(cause as Error | undefined)?.message ?? message})`);
  });
  if (!response.ok) {
    throw new Error(`${host} answered ${response.status}`);
  }
}
