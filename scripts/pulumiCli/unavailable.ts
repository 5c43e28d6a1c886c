import { PULUMI_CLI_VERSION } from "./pulumiCli";
import { GO_VERSION } from "./buildFromGo";

/** Every way to a Pulumi CLI has failed; the message says what to install, and what was wrong with each way. */
export class PulumiCliUnavailableError extends Error {
  override readonly name = "PulumiCliUnavailableError";

  /** @param whys of each way its name and why it failed, in the order they were tried */
  constructor(readonly whys: ReadonlyMap<string, string>) {
    const lines = [...whys].map(
      ([way, why]) => `  ${`${way}:`.padEnd(10)}${why.replaceAll("\n", "\n      ")}`,
    );
    super(
      [
        `There is no usable Pulumi CLI ${PULUMI_CLI_VERSION} or newer.`,
        ...lines,
        `Install the Pulumi CLI, ${PULUMI_CLI_VERSION} or newer (https://www.pulumi.com/docs/iac/download-install/),`,
        `or Go, ${GO_VERSION} or newer, from which it is built here (https://go.dev/dl/); then run the command again.`,
      ].join("\n"),
    );
  }
}
