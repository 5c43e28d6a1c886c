import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";

const PACKAGE_ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));

/** The file of the built command. */
export const COMMAND = join(PACKAGE_ROOT, "bin/cli/index.js");

/** What a run of the command line did. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Where it runs. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands in its standard input; left out where it has none. */
  readonly input?: string;
}

/** Runs `pulumi-confluent-sso` as a process of its own, with no more of this one's environment than it needs. */
export function runCommand(args: readonly string[], options: CommandOptions): Promise<Ran> {
  return beginCommand(args, options).ended;
}

/** Starts it, for a test that interrupts it. */
export function beginCommand(
  args: readonly string[],
  { folder, env = {}, input }: CommandOptions,
): { readonly process: ChildProcess; readonly ended: Promise<Ran> } {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    env: { PATH, HOME, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const printed = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => (printed[stream] += text));
  }
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...printed }));
  return { process: child, ended };
}

/** The commands among what it printed, without the comments. */
export function commandsIn(stdout: string): string[] {
  return stdout.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}
