import { createRequire } from "node:module";
import type * as automation from "@pulumi/pulumi/automation";
import * as semver from "semver";
import { PULUMI_CLI_VERSION } from "./pulumiCli";
import { causeOf, messageOf } from "./thrown";

export interface OfficialDownload {
  /** Rejects when the download is not worth a try. */
  reach(): Promise<void>;
  /** Installs into the folder bin of `root`. */
  install(root: string): Promise<void>;
}

const INSTALLER = "https://get.pulumi.com/install.sh";
const REACH_TIMEOUT_MS = 10_000;

export const officialDownload: OfficialDownload = {
  /** The installer itself would wait two minutes for a host that does not answer; it takes the same route as this. */
  async reach() {
    const host = new URL(INSTALLER).host;
    let response: Response;
    try {
      response = await fetch(INSTALLER, { method: "HEAD", signal: AbortSignal.timeout(REACH_TIMEOUT_MS) });
    } catch (error) {
      throw new Error(`${host} could not be reached (${messageOf(causeOf(error))})`, { cause: error });
    }
    if (!response.ok) {
      throw new Error(`${host} answered ${response.status}`);
    }
  },

  async install(root) {
    // Loaded here: it takes a second, and is seldom needed.
    const { PulumiCommand } = createRequire(__filename)("@pulumi/pulumi/automation") as typeof automation;
    await PulumiCommand.install({ root, version: new semver.SemVer(PULUMI_CLI_VERSION) });
  },
};
