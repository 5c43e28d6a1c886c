import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { run } from "./run";

/** What is fetched or built; and the oldest that is good enough where one is installed already. */
export const PULUMI_CLI_VERSION = "3.254.0";

/** The CLI itself, what it starts for `runtime: nodejs`, and what it starts for dynamic providers. */
export const EXECUTABLES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

export interface PulumiCli {
  /** Absolute path of the executable `pulumi`. */
  readonly command: string;
  /** Without the leading "v". */
  readonly version: string;
  /** To be put first on PATH: there the CLI finds the executables that belong to it. */
  readonly directory: string;
  readonly source: "path" | "cache" | "download" | "build";
}

/** Of one way to a CLI: the CLI, or in one line why that way led nowhere. */
export type Outcome = { readonly cli: PulumiCli } | { readonly why: string };

/** What `pulumi version` says, without the leading "v"; undefined when it does not run. */
export async function versionOf(command: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const options = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: 60_000 };
  const { ok, stdout } = await run(command, ["version"], options);
  return ok ? /^v?(\d+\.\d+\.\d+\S*)\s*$/.exec(stdout)?.[1] : undefined;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

export function findOnPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => path.resolve(folder, name)).find(isExecutable);
}
