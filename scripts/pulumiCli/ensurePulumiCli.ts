import { renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildFromGo, type BuildOptions } from "./buildFromGo";
import { download as downloadOfficial } from "./download";
import { foldersOnPath, lookIn, PROJECT, type PulumiCli, PULUMI_CLI_VERSION } from "./pulumiCli";

export interface EnsurePulumiCliOptions {
  /** For PATH, PULUMI_HOME, HOME and all that Go reads. Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Prints what takes long. Default: to stderr. */
  readonly log?: (line: string) => void;
  /** Ends the preparation if it is aborted. Default: never. */
  readonly signal?: AbortSignal;
  /** Installs the CLI into the folder bin of `root`. Default: the official download. */
  readonly download?: (root: string) => Promise<void>;
  /** Default: 30000. */
  readonly progressIntervalMs?: number;
}

interface Lock {
  readonly acquireLock: (lock: string, purpose: string, options: object) => Promise<void>;
  readonly releaseLock: (lock: string) => void;
}

/**
 * Returns a usable Pulumi CLI: the one on PATH, or the one in `${PULUMI_HOME}/versions`, where the Automation API keeps
 * its CLIs, too. If there is none, it is downloaded or, if that is not possible, built from Go modules.
 *
 * @throws {Error} If every way fails; the message says why, and what to install.
 */
export async function ensurePulumiCli(options: EnsurePulumiCliOptions = {}): Promise<PulumiCli> {
  const { env = process.env, log = console.error, signal, progressIntervalMs = 30_000 } = options;
  const onPath = await lookIn(foldersOnPath(env), env);
  if ("command" in onPath) {
    return onPath;
  }
  const home = env["PULUMI_HOME"] ?? path.join(env["HOME"] ?? os.homedir(), ".pulumi");
  const versions = path.resolve(home, "versions");
  const root = path.join(versions, PULUMI_CLI_VERSION);
  const lookInCache = () => lookIn([path.join(root, "bin")], env);
  const cached = await lookInCache();
  if ("command" in cached) {
    return cached;
  }

  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is JavaScript, which is not copied to bin/
  const { acquireLock, releaseLock } = require(path.join(PROJECT, "scripts/lock.cjs")) as Lock;
  const lock = path.join(versions, `.${PULUMI_CLI_VERSION}.locks`);
  await acquireLock(lock, "prepare the Pulumi CLI", { log, signal });
  try {
    // Looked at again, because the previous holder of the lock may have done the work.
    const meanwhile = await lookInCache();
    return "command" in meanwhile
      ? meanwhile
      : await fillCache(root, onPath.why, options.download, { env, log, signal, progressIntervalMs });
  } finally {
    releaseLock(lock);
  }
}

/** All or nothing. The caller holds the lock, so that an unfinished folder was left by a process that was killed. */
async function fillCache(
  root: string,
  whyNotOnPath: string,
  download = downloadOfficial,
  options: BuildOptions,
): Promise<PulumiCli> {
  const { env, log, signal } = options;
  const ways = {
    download: async (folder: string) => {
      log(`Downloading the Pulumi CLI ${PULUMI_CLI_VERSION}, once, to ${root} …`);
      await download(folder);
    },
    build: (folder: string) => buildFromGo(folder, root, options),
  };
  const unfinished = path.join(path.dirname(root), `.${PULUMI_CLI_VERSION}.unfinished`);
  const whys = [["PATH", whyNotOnPath]];
  for (const [way, install] of Object.entries(ways)) {
    rmSync(unfinished, { recursive: true, force: true });
    try {
      await install(unfinished);
      const installed = await lookIn([path.join(unfinished, "bin")], env);
      if ("why" in installed) {
        throw new Error(installed.why);
      }
      rmSync(root, { recursive: true, force: true });
      renameSync(unfinished, root);
      const directory = path.join(root, "bin");
      return { ...installed, directory, command: path.join(directory, "pulumi") };
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      signal?.throwIfAborted();
      whys.push([way, (error as Error).message]);
    }
  }
  throw new Error(
    [
      `There is no usable Pulumi CLI ${PULUMI_CLI_VERSION} or newer.`,
      ...whys.map(([way, why]) => `  ${`${way}:`.padEnd(10)}${why?.replaceAll("\n", "\n      ")}`),
      `Install the Pulumi CLI, ${PULUMI_CLI_VERSION} or newer (https://www.pulumi.com/docs/iac/download-install/),`,
      `or Go, 1.26 or newer, from which it is built here (https://go.dev/dl/); then run the command again.`,
    ].join("\n"),
  );
}
