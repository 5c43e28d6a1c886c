import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import * as semver from "semver";

/** The version to download or build, and the minimum version of an installed CLI. */
export const PULUMI_CLI_VERSION = "3.254.0";

/** The root of this checkout, even if this file runs in bin/. */
export const PROJECT = path.dirname(require.resolve("pulumi-confluent-sso/package.json"));

/** The CLI, and the executables that it starts for `runtime: nodejs` and for dynamic providers. */
const EXECUTABLES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

export interface PulumiCli {
  /** The absolute path of the executable `pulumi`. */
  readonly command: string;
  /** Without the leading "v". */
  readonly version: string;
  /** The folder to put first on PATH, where the CLI finds its other executables. */
  readonly directory: string;
}

/** Returns the first CLI in the folders, or the reason why it cannot be used: missing, too old, or incomplete. */
export async function lookIn(
  folders: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<PulumiCli | { readonly why: string }> {
  const command = findExecutable("pulumi", folders);
  if (command === undefined) {
    return { why: "pulumi not found" };
  }
  const version = await versionOf(command, env);
  if (version === undefined) {
    return { why: `\`${command} version\` does not print a version` };
  }
  if (!semver.gte(version, PULUMI_CLI_VERSION)) {
    return { why: `${command} is ${version}, which is too old` };
  }
  // The CLI searches its own folder (after resolving symbolic links) and PATH.
  const searched = [path.dirname(realpathSync(command)), ...folders];
  const missing = EXECUTABLES.find((name) => findExecutable(name, searched) === undefined);
  return missing === undefined
    ? { command, version, directory: path.dirname(command) }
    : { why: `${command} is ${version}, but ${missing} is neither in the same folder nor on PATH` };
}

/** Returns the output of `pulumi version` without the leading "v", or undefined if the command fails. */
async function versionOf(command: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const options = { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: 60_000 };
  const { stdout } = await promisify(execFile)(command, ["version"], options).catch(() => ({ stdout: "" }));
  return /^v?(\d+\.\d+\.\d+\S*)\s*$/.exec(stdout)?.[1];
}

export function foldersOnPath(env: NodeJS.ProcessEnv): string[] {
  return (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
}

export function findExecutable(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => path.resolve(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
