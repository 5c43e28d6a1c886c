import { execFile } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type * as automation from "@pulumi/pulumi/automation";
import * as semver from "semver";
import {
  findExecutable,
  foldersOnPath,
  lookIn,
  PROJECT,
  type PulumiCli,
  PULUMI_CLI_VERSION,
} from "./pulumiCli";

export interface EnsurePulumiCliOptions {
  /** The source of PATH, PULUMI_HOME, HOME, and the variables of Go. Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Prints notices about slow steps. Default: prints to stderr. */
  readonly log?: (line: string) => void;
  /** Installs the CLI in the folder bin of `root`. Default: the official download. */
  readonly download?: (root: string) => Promise<void>;
}

interface Lock {
  readonly acquireLock: (lock: string, purpose: string, options: object) => Promise<void>;
  readonly releaseLock: (lock: string) => void;
}

/**
 * Returns a Pulumi CLI from PATH or `${PULUMI_HOME}/versions`. If neither has one, downloads it to that folder, which the
 * Automation API also uses. If the download fails, builds the CLI from Go modules.
 *
 * @throws {Error} If the build fails, too. The message has all reasons, and says what to install.
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

  // eslint-disable-next-line @typescript-eslint/no-require-imports -- this JavaScript file is not copied to bin/
  const { acquireLock, releaseLock } = require(path.join(PROJECT, "scripts/lock.cjs")) as Lock;
  const lock = path.join(versions, `.${PULUMI_CLI_VERSION}.locks`);
  await acquireLock(lock, "prepare the Pulumi CLI", { log });
  try {
    // The previous holder of the lock may have done the work. An unfinished folder belongs to a killed process.
    let found = await lookInCache();
    const whys = [`  PATH:     ${onPath.why}`];
    const unfinished = path.join(versions, `.${PULUMI_CLI_VERSION}.unfinished`);
    for (const [name, notice, install] of [
      ["download:", `Downloading the Pulumi CLI ${PULUMI_CLI_VERSION}to ${root} (only once) …`, download],
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
        `Cannot find, download, or build Pulumi CLI ${PULUMI_CLI_VERSION} or newer.`,
        ...whys,
        `Install Pulumi CLI ${PULUMI_CLI_VERSION} or newer (https://www.pulumi.com/docs/iac/download-install/),`,
        `or install Go 1.26 or newer to build the CLI (https://go.dev/dl/). Then run the command again.`,
      ].join("\n"),
    );
  } finally {
    releaseLock(lock);
  }
}

const BUILD_NOTICE =
  `Building the Pulumi CLI ${PULUMI_CLI_VERSION} from Go modules, because it is not installed and cannot be downloaded. ` +
  "This is necessary only once, and takes 5 to 8 minutes on two cores.";

async function downloadOfficial(root: string): Promise<void> {
  // The installer would wait two minutes for a host that does not respond.
  const signal = AbortSignal.timeout(10_000);
  await fetch("https://get.pulumi.com/install.sh", { method: "HEAD", signal }).catch(() => {
    throw new Error("cannot connect to get.pulumi.com");
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loading it takes a second, and it is rarely needed
  const { PulumiCommand } = require("@pulumi/pulumi/automation") as typeof automation;
  await PulumiCommand.install({ root, version: new semver.SemVer(PULUMI_CLI_VERSION) });
}

/** Builds the three executables in the folder bin of `root`. */
async function buildFromGo(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const go = findExecutable("go", foldersOnPath(env));
  if (go === undefined) {
    throw new Error("go is not on PATH");
  }
  const bin = path.join(root, "bin");
  mkdirSync(bin, { recursive: true });
  for (const { name, module, source, flags } of PROGRAMS) {
    const args = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", ...flags];
    await promisify(execFile)(go, [...args, "-o", path.join(bin, name), source], {
      cwd: path.join(PROJECT, "scripts/pulumiCli/go", module),
      // A workspace file in a parent folder of this checkout must not affect the build.
      env: { ...env, GOWORK: "off" },
    }).catch((error: unknown) => {
      const { stderr, message } = error as Error & { readonly stderr?: string };
      const lastLines = (stderr ?? message).trimEnd().split("\n").slice(-15).join("\n");
      throw new Error(`\`go build\` of ${name} failed:\n${lastLines}`);
    });
  }
  writeFileSync(path.join(bin, "pulumi-resource-pulumi-nodejs"), DYNAMIC_PROVIDER_SCRIPT, { mode: 0o755 });
}

const PROGRAMS = [
  {
    name: "pulumi",
    module: "cli",
    source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    flags: [
      "-ldflags",
      `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_CLI_VERSION}`,
    ],
  },
  {
    // Needs its own module, because the newest published version is much older than the CLI.
    name: "pulumi-language-nodejs",
    module: "nodejs-host",
    source: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    flags: [],
  },
];

/** Pulumi starts this script in the program's folder, so that it runs the provider host of the program's SDK. */
const DYNAMIC_PROVIDER_SCRIPT = `#!/bin/sh
set -e
script=$(node -e 'console.log(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"))')
exec node "$script" "$@"
`;
