import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { EXECUTABLES, isExecutable, type Outcome, PULUMI_CLI_VERSION, versionOf } from "./pulumiCli";

/** Where the Automation API, too, keeps the CLIs that it installs. */
export interface Cache {
  /** One version's folder; the executables are in its folder bin. */
  readonly root: string;
  readonly lock: string;
  /** How the names of folders begin that become `root` when they are complete: its neighbours, so that a rename does it. */
  readonly unfinished: string;
}

export function cacheOf(env: NodeJS.ProcessEnv): Cache {
  const home = env["PULUMI_HOME"] ?? path.join(env["HOME"] ?? os.homedir(), ".pulumi");
  const versions = path.resolve(home, "versions");
  return {
    root: path.join(versions, PULUMI_CLI_VERSION),
    lock: path.join(versions, `.${PULUMI_CLI_VERSION}.lock`),
    unfinished: path.join(versions, `.${PULUMI_CLI_VERSION}.unfinished-`),
  };
}

export async function lookInCache(cache: Cache, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return await lookInFolder(cache.root, env);
}

interface Filling {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Puts the executables into the folder bin of the root it is given. */
  readonly fill: (root: string) => Promise<void>;
}

/**
 * All or nothing: what is interrupted leaves the cache as it was. Only who holds the lock may call this, so that
 * an unfinished folder that is already there belongs to a process that was killed.
 */
export async function fillCache(cache: Cache, { env, signal, fill }: Filling): Promise<void> {
  removeUnfinished(cache);
  const root = `${cache.unfinished}${process.pid}`;
  try {
    mkdirSync(root, { recursive: true });
    await fill(root);
    signal.throwIfAborted();
    const filled = await lookInFolder(root, env);
    if ("why" in filled) {
      throw new Error(filled.why);
    }
    if (existsSync(cache.root)) {
      renameSync(cache.root, `${root}-replaced`);
    }
    renameSync(root, cache.root);
  } finally {
    removeUnfinished(cache);
  }
}

async function lookInFolder(root: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const directory = path.join(root, "bin");
  if (!existsSync(directory)) {
    return { why: `${directory} is not there` };
  }
  const missing = EXECUTABLES.find((name) => !isExecutable(path.join(directory, name)));
  if (missing !== undefined) {
    return { why: `${directory} is not complete: there is no ${missing}` };
  }

  const command = path.join(directory, "pulumi");
  const version = await versionOf(command, env);
  if (version !== PULUMI_CLI_VERSION) {
    return { why: `\`${command} version\` answers ${version ?? "nothing that is a version"}` };
  }
  return { cli: { command, version, directory, source: "cache" } };
}

function removeUnfinished(cache: Cache): void {
  const versions = path.dirname(cache.unfinished);
  for (const name of readdirSync(versions)) {
    if (!name.startsWith(path.basename(cache.unfinished))) {
      continue;
    }
    rmSync(path.join(versions, name), { recursive: true, force: true });
  }
}
