import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { findExecutable, foldersOnPath, PROJECT, PULUMI_CLI_VERSION } from "./pulumiCli";

/** Builds the three executables into the folder bin of `root`. */
export async function buildFromGo(root: string, env: NodeJS.ProcessEnv): Promise<void> {
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
      // A workspace file in a folder above this checkout is none of ours.
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
