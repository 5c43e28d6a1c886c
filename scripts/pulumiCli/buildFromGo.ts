import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { findExecutable, foldersOnPath, PROJECT, PULUMI_CLI_VERSION } from "./pulumiCli";

/** Builds the three executables in the folder bin of `root`. */
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
