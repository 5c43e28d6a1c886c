import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../../emulator/index";
import { Stack } from "../../e2e/support/stack";
import { environmentOf } from "../../support/emulatorEnvironment";
import type { Provider } from "./providers";

export const COMMANDS = ["up", "preview", "refresh"] as const;
export type Command = (typeof COMMANDS)[number];

/** The cost of one command. */
export interface Cost {
  readonly seconds: number;
  /** Of the processor, for the CLI and all its processes. */
  readonly cpuSeconds: number;
  /** Requests to the API. */
  readonly requests: number;
  /** Peak memory of the provider's process, in MB. */
  readonly memory: number;
}

/** The cost of one stack's commands. */
export interface StackCost {
  readonly commands: Readonly<Record<Command, Cost>>;
  /** Size of a resource in the state, as JSON, in bytes: the mean. */
  readonly stateBytes: number;
}

/** Creates a stack of mappings, and then previews and refreshes it without changes. */
export async function measure(provider: Provider, mappings: number): Promise<StackCost> {
  const emulator = await startEmulator();
  const stack = await startStack(provider, mappings, emulator);
  try {
    const up = await costOf(stack, emulator, ["up", "--skip-preview", "--yes"]);
    const resources = (await stack.resources()).filter(({ type }) => type === provider.type);
    if (resources.length !== mappings) {
      throw new Error(`${provider.title}: ${resources.length} of ${mappings} resources are in the state`);
    }
    const preview = await costOf(stack, emulator, ["preview", "--expect-no-changes"]);
    const refresh = await costOf(stack, emulator, [
      "refresh",
      "--skip-preview",
      "--yes",
      "--expect-no-changes",
    ]);
    return { commands: { up, preview, refresh }, stateBytes: JSON.stringify(resources).length / mappings };
  } finally {
    await rm(stack.folder, { recursive: true, force: true });
    await emulator.close();
  }
}

async function startStack(provider: Provider, mappings: number, emulator: Emulator): Promise<Stack> {
  const empty = process.env["EMPTY_STACK_UNDER_TEST"] ?? "";
  const stack = await Stack.start({
    program: `${provider.declaration}
for (let index = 0; index < ${mappings}; index += 1) {
  new GroupMapping(\`team-\${index}\`, { displayName: \`Team \${index}\`, filter: \`"team-\${index}" in groups\` });
}`,
    env: environmentOf(emulator),
    nodeModules: join(empty, "node_modules"),
  });
  if (provider.plugin !== undefined) {
    const { name, script } = provider.plugin;
    const folder = join(stack.folder, "plugin");
    await mkdir(folder);
    await writeFile(
      join(folder, `pulumi-resource-${name}`),
      `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`,
      { mode: 0o755 },
    );
    const project = JSON.parse(await readFile(join(stack.folder, "Pulumi.yaml"), "utf8")) as object;
    const plugins = { providers: [{ name, path: "plugin" }] };
    await writeFile(join(stack.folder, "Pulumi.yaml"), JSON.stringify({ ...project, plugins }));
  }
  return stack;
}

async function costOf(stack: Stack, emulator: Emulator, args: readonly string[]): Promise<Cost> {
  const before = emulator.requests().length;
  const memoryFolder = join(stack.folder, "memory");
  await rm(memoryFolder, { recursive: true, force: true });
  await mkdir(memoryFolder);
  const preload = join(stack.folder, "memory.cjs");
  await writeFile(preload, notePeakMemory(memoryFolder));
  const command = process.env["PULUMI_CLI_UNDER_TEST"] ?? "pulumi";
  // Bash counts the processor time of all processes below it.
  const child = spawn(
    "bash",
    ["-c", 'TIMEFORMAT="%R %U %S"; time "$@" 2>&1', "bash", command, ...args, "--non-interactive"],
    {
      cwd: stack.folder,
      env: { ...stack.env, NODE_OPTIONS: `--require=${preload}` },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  const [seconds, user, system] = texts.stderr.trim().split(" ").map(Number);
  if (code !== 0 || seconds === undefined || user === undefined || system === undefined) {
    throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${texts.stdout}\n${texts.stderr}`);
  }
  const peaks = await readdir(memoryFolder);
  return {
    seconds,
    cpuSeconds: user + system,
    requests: emulator.requests().length - before,
    memory: Math.max(...peaks.map(Number)) / 1_024,
  };
}

/** A script that makes a provider's process note its peak memory, in kilobytes, as the name of a file. */
function notePeakMemory(folder: string): string {
  return `if (/dynamic-provider|provider.plugin|emptyProvider/.test(process.argv[1] ?? "")) {
  const { writeFileSync } = require("node:fs");
  const note = () => writeFileSync(${JSON.stringify(folder)} + "/" + process.resourceUsage().maxRSS, "");
  setInterval(note, 50).unref();
}`;
}
