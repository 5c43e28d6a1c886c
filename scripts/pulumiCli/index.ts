export { ensurePulumiCli, type EnsurePulumiCliOptions } from "./ensurePulumiCli";
export { type PulumiCli, PULUMI_CLI_VERSION } from "./pulumiCli";
export { PulumiCliUnavailableError } from "./unavailable";
