export { ensurePulumiCli, type EnsurePulumiCliOptions } from "./ensurePulumiCli";
export { PROJECT, type PulumiCli } from "./pulumiCli";
