import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { findExecutable, foldersOnPath, PROJECT, PULUMI_CLI_VERSION } from "./pulumiCli";

export interface BuildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  /** Ends the build if it is aborted. */
  readonly signal: AbortSignal | undefined;
  readonly progressIntervalMs: number;
}

/**
 * Builds the three executables into the folder bin of `root`.
 *
 * @param keptIn where the CLI will be kept, to be printed
 */
export async function buildFromGo(root: string, keptIn: string, options: BuildOptions): Promise<void> {
  const { env, log, signal, progressIntervalMs } = options;
  const go = findExecutable("go", foldersOnPath(env));
  if (go === undefined) {
    throw new Error("go is not on PATH");
  }
  log(
    `Building the Pulumi CLI ${PULUMI_CLI_VERSION} from its Go modules, because there is none here and its download cannot be used. ` +
      `It is a large program: this takes 5 to 8 minutes on two cores, once; it is then kept in ${keptIn}.`,
  );
  const bin = path.join(root, "bin");
  mkdirSync(bin, { recursive: true });
  const start = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - start) / 1000);
    const elapsed = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    log(`Still building the Pulumi CLI (${elapsed}) …`);
  }, progressIntervalMs);
  try {
    for (const { name, module, source, flags } of PROGRAMS) {
      const args = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", ...flags];
      await promisify(execFile)(go, [...args, "-o", path.join(bin, name), source], {
        cwd: path.join(PROJECT, "scripts/pulumiCli/go", module),
        // A workspace file in a folder above this checkout is none of ours.
        env: { ...env, GOWORK: "off" },
        signal,
        // Go removes its temporary files then.
        killSignal: "SIGINT",
      }).catch((error: unknown) => {
        const { stderr, message } = error as Error & { readonly stderr?: string };
        const lastLines = (stderr ?? message).trimEnd().split("\n").slice(-15).join("\n");
        throw new Error(`\`go build\` of ${name} failed:\n${lastLines}`);
      });
    }
  } finally {
    clearInterval(timer);
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
    // In a module of its own: the newest published one that holds it is far older than the CLI's.
    name: "pulumi-language-nodejs",
    module: "nodejs-host",
    source: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    flags: [],
  },
];

/** Pulumi starts it in the program's folder: the SDK whose provider host runs is the program's own. */
const DYNAMIC_PROVIDER_SCRIPT = `#!/bin/sh
set -e
script=$(node -e 'console.log(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"))')
exec node "$script" "$@"
`;
