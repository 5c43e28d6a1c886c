import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";

const PACKAGE_ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));

/** The path of the built command. */
export const COMMAND = join(PACKAGE_ROOT, "bin/cli/index.js");

/** The result of a command. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** The working directory. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The content of standard input. Default: none. */
  readonly input?: string;
}

/** Runs `pulumi-confluent-sso` in a child process, with as little of this process's environment as possible. */
export function runCommand(args: readonly string[], options: CommandOptions): Promise<Ran> {
  return beginCommand(args, options).ended;
}

/** Starts the command, for a test that interrupts it. */
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

/** Returns the commands in the output, without comments. */
export function commandsIn(stdout: string): string[] {
  return stdout.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}
