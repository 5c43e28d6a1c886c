import { renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type * as automation from "@pulumi/pulumi/automation";
import * as semver from "semver";
import { buildFromGo } from "./buildFromGo";
import { foldersOnPath, lookIn, PROJECT, type PulumiCli, PULUMI_CLI_VERSION } from "./pulumiCli";

export interface EnsurePulumiCliOptions {
  /** For PATH, PULUMI_HOME, HOME and all that Go reads. Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Prints what takes long. Default: to stderr. */
  readonly log?: (line: string) => void;
  /** Installs the CLI into the folder bin of `root`. Default: the official download. */
  readonly download?: (root: string) => Promise<void>;
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
  const { env = process.env, log = console.error, download = downloadOfficial } = options;
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
  await acquireLock(lock, "prepare the Pulumi CLI", { log });
  try {
    // The previous holder of the lock may have done the work. A folder that is not finished is of one that was killed.
    let found = await lookInCache();
    const whys = [`  PATH:     ${onPath.why}`];
    const unfinished = path.join(versions, `.${PULUMI_CLI_VERSION}.unfinished`);
    for (const [name, notice, install] of [
      ["download:", `Downloading the Pulumi CLI ${PULUMI_CLI_VERSION}, once, to ${root} …`, download],
      ["build:   ", BUILD_NOTICE, (folder: string) => buildFromGo(folder, env)],
    ] as const) {
      if ("command" in found) {
        break;
      }
      log(notice);
      rmSync(unfinished, { recursive: true, force: true });
      try {
        await install(unfinished);
        rmSync(root, { recursive: true, force: true });
        renameSync(unfinished, root);
        found = await lookInCache();
      } catch (error) {
        found = { why: (error as Error).message };
      }
      if ("why" in found) {
        whys.push(`  ${name} ${found.why.replaceAll("\n", "\n      ")}`);
      }
    }
    rmSync(unfinished, { recursive: true, force: true });
    if ("command" in found) {
      return found;
    }
    throw new Error(
      [
        `There is no usable Pulumi CLI ${PULUMI_CLI_VERSION} or newer.`,
        ...whys,
        `Install the Pulumi CLI, ${PULUMI_CLI_VERSION} or newer (https://www.pulumi.com/docs/iac/download-install/),`,
        `or Go, 1.26 or newer, from which it is built here (https://go.dev/dl/); then run the command again.`,
      ].join("\n"),
    );
  } finally {
    releaseLock(lock);
  }
}

const BUILD_NOTICE =
  `Building the Pulumi CLI ${PULUMI_CLI_VERSION} from its Go modules, because there is none here and its download cannot be used. ` +
  "It is a large program: this takes 5 to 8 minutes on two cores, once.";

async function downloadOfficial(root: string): Promise<void> {
  // The installer itself would wait two minutes for a host that does not answer.
  const signal = AbortSignal.timeout(10_000);
  await fetch("https://get.pulumi.com/install.sh", { method: "HEAD", signal }).catch(() => {
    throw new Error("get.pulumi.com could not be reached");
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- to load it takes a second, and it is seldom needed
  const { PulumiCommand } = require("@pulumi/pulumi/automation") as typeof automation;
  await PulumiCommand.install({ root, version: new semver.SemVer(PULUMI_CLI_VERSION) });
}
