import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import * as semver from "semver";

/** The version that is downloaded or built, and the oldest one that is used. */
export const PULUMI_CLI_VERSION = "3.254.0";

/** The root of this checkout, also when this runs compiled, in bin/. */
export const PROJECT = path.dirname(require.resolve("pulumi-confluent-sso/package.json"));

/** The CLI itself, what it starts for `runtime: nodejs`, and what it starts for dynamic providers. */
const EXECUTABLES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

export interface PulumiCli {
  /** Absolute path of the executable `pulumi`. */
  readonly command: string;
  /** Without the leading "v". */
  readonly version: string;
  /** To be put first on PATH: there the CLI finds the executables that belong to it. */
  readonly directory: string;
}

/** Returns the first CLI in the folders, or why it cannot be used: it must be new enough and complete. */
export async function lookIn(
  folders: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<PulumiCli | { readonly why: string }> {
  const command = findExecutable("pulumi", folders);
  if (command === undefined) {
    return { why: "there is no pulumi" };
  }
  const version = await versionOf(command, env);
  if (version === undefined) {
    return { why: `\`${command} version\` does not answer with a version` };
  }
  if (!semver.gte(version, PULUMI_CLI_VERSION)) {
    return { why: `${command} is ${version}, which is too old` };
  }
  // The CLI looks beside itself, which is where a link to it points, and on PATH.
  const searched = [path.dirname(realpathSync(command)), ...folders];
  const missing = EXECUTABLES.find((name) => findExecutable(name, searched) === undefined);
  return missing === undefined
    ? { command, version, directory: path.dirname(command) }
    : { why: `${command} is ${version}, but ${missing} is neither beside it nor on PATH` };
}

/** Returns what `pulumi version` prints, without the leading "v"; undefined if it fails. */
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
