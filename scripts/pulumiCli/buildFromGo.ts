import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findOnPath, PULUMI_CLI_VERSION } from "./pulumiCli";
import { run } from "./run";

/** The oldest that the Go modules beside this file take. */
export const GO_VERSION = "1.26";

interface BuildOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  /** Between two lines of progress, in milliseconds. Default: 30000. */
  readonly progressEvery?: number;
  /** Named to the user as the place where the result stays. */
  readonly keptIn: string;
}

/** Builds the three executables into `${root}/bin`. Rejects with a reason that says what is wrong with Go or the build. */
export async function buildFromGo(root: string, options: BuildOptions): Promise<void> {
  const go = await findGo(options.env);
  const bin = path.join(root, "bin");
  mkdirSync(bin, { recursive: true });

  options.log(
    `Building the Pulumi CLI ${PULUMI_CLI_VERSION} from its Go modules, because there is none here and its download cannot be used. ` +
      `It is a large program: this takes 5 to 8 minutes on two cores, once; it is then kept in ${options.keptIn}.`,
  );
  const stopProgress = sayProgress(options);
  try {
    for (const program of PROGRAMS) {
      const args = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", ...program.flags];
      const { ok, output } = await run(go, [...args, "-o", path.join(bin, program.name), program.package], {
        cwd: path.join(goModules(), program.module),
        // A workspace file in a folder above this checkout is none of ours.
        env: { ...options.env, GOWORK: "off" },
        signal: options.signal,
      });
      options.signal.throwIfAborted();
      if (!ok) {
        throw new Error(`\`go build\` of ${program.name} failed:\n${lastLines(output, 15)}`);
      }
    }
  } finally {
    stopProgress();
  }
  const script = path.join(bin, "pulumi-resource-pulumi-nodejs");
  writeFileSync(script, DYNAMIC_PROVIDER_SCRIPT);
  for (const name of [...PROGRAMS.map((program) => path.join(bin, program.name)), script]) {
    chmodSync(name, 0o755);
  }
}

const PROGRAMS = [
  {
    name: "pulumi",
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    flags: [
      "-ldflags",
      `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_CLI_VERSION}`,
    ],
  },
  {
    // In a module of its own: the newest published one that holds it is far older than the CLI's.
    name: "pulumi-language-nodejs",
    module: "nodejs-host",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    flags: [],
  },
] as const;

/** Pulumi starts it in the program's folder: the SDK whose provider host runs is the program's own. */
const DYNAMIC_PROVIDER_SCRIPT = `#!/bin/sh
set -e
script=$(node -e 'console.log(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"))')
exec node "$script" "$@"
`;

async function findGo(env: NodeJS.ProcessEnv): Promise<string> {
  const go = findOnPath("go", env);
  if (go === undefined) {
    throw new Error("go is not on PATH");
  }

  // Asked outside any module, so that it answers for itself and not for a toolchain that a go.mod names.
  const { ok, stdout, output } = await run(go, ["env", "GOVERSION", "GOTOOLCHAIN"], {
    cwd: os.tmpdir(),
    env,
    timeout: 60_000,
  });
  if (!ok) {
    throw new Error(`\`${go} env\` failed:\n${lastLines(output, 5)}`);
  }
  const [version = "", toolchain = ""] = stdout.split("\n");
  const fetchesNewer = /^(.+\+)?(auto|path)$/.test(toolchain);
  if (isOlder(version, GO_VERSION) && !fetchesNewer) {
    throw new Error(
      `${go} is ${version}, which is too old, and GOTOOLCHAIN=${toolchain} lets it fetch no newer one`,
    );
  }
  return go;
}

/** Of "go1.26.8", "devel go1.27-…" and the like; what has no number is taken for new. */
function isOlder(version: string, wanted: string): boolean {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) {
    return false;
  }
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
  return Number(major) < wantedMajor || (Number(major) === wantedMajor && Number(minor) < wantedMinor);
}

/** In the sources, also when this runs compiled, in bin/: Go's files are not copied there. */
function goModules(): string {
  return path.join(
    path.dirname(require.resolve("pulumi-confluent-sso/package.json")),
    "scripts/pulumiCli/go",
  );
}

function sayProgress({ log, progressEvery = 30_000 }: BuildOptions): () => void {
  const start = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - start) / 1000);
    const elapsed = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    log(`Still building the Pulumi CLI (${elapsed}) …`);
  }, progressEvery);
  return () => {
    clearInterval(timer);
  };
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
