import { ensurePulumiCli } from "../../pulumiCli";

/** One Pulumi CLI for all end-to-end tests; where none can be had they fail here, with what to install. */
export = async (): Promise<void> => {
  const { command, directory } = await ensurePulumiCli();
  process.env["PULUMI_CLI_UNDER_TEST"] = command;
  process.env["PATH"] = `${directory}:${process.env["PATH"] ?? ""}`;
};
