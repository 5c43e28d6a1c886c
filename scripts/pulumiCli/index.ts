export { ensurePulumiCli, type EnsurePulumiCliOptions } from "./ensurePulumiCli";
export type { PulumiCli } from "./pulumiCli";
