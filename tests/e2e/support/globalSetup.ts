import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ensurePulumiCli } from "../../../scripts/pulumiCli/index";

const PACKAGE_ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));

/** Provides a Pulumi CLI for all end-to-end tests, or fails with installation advice. Also creates an empty stack to copy. */
export = async (): Promise<void> => {
  const { command, directory } = await ensurePulumiCli();
  process.env["PULUMI_CLI_UNDER_TEST"] = command;
  process.env["PATH"] = `${directory}:${process.env["PATH"] ?? ""}`;
  process.env["EMPTY_STACK_UNDER_TEST"] = await makeEmptyStack(command);
};

/**
 * Creates the node_modules of a program, as an installation of the package would. Does not link the whole node_modules of
 * this checkout, because the language host would search all of it for plugins.
 */
async function makeNodeModules(folder: string): Promise<void> {
  const installed = join(folder, "pulumi-confluent-sso");
  await mkdir(join(folder, "@pulumi"), { recursive: true });
  await mkdir(join(installed, "bin"), { recursive: true });
  await symlink(join(PACKAGE_ROOT, "node_modules/@pulumi/pulumi"), join(folder, "@pulumi/pulumi"));
  await copyFile(join(PACKAGE_ROOT, "package.json"), join(installed, "package.json"));
  for (const entry of ["sdk", "provider", "emulator"]) {
    await symlink(join(PACKAGE_ROOT, "bin", entry), join(installed, "bin", entry));
  }
}

/** Creates a stack without resources. Its file backend and Pulumi.dev.yaml work in any folder. */
async function makeEmptyStack(command: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "confluent-sso-empty-"));
  await mkdir(join(folder, "backend"));
  await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "e2e", runtime: "nodejs" }));
  const { PATH = "", HOME = "" } = process.env;
  const home = join(folder, "home");
  await promisify(execFile)(command, ["stack", "init", "dev", "--non-interactive"], {
    cwd: folder,
    env: {
      ...{ PATH, HOME, PULUMI_HOME: home, PULUMI_CONFIG_PASSPHRASE: "", PULUMI_SKIP_UPDATE_CHECK: "true" },
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    },
  });
  await rm(home, { recursive: true });
  await makeNodeModules(join(folder, "node_modules"));
  return folder;
}
