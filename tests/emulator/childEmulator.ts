import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

/** An emulator in a process of its own. */
export interface ChildEmulator {
  readonly url: string;
  readonly process: ChildProcess;
}

const ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));

const PROGRAM = `
  const { startEmulator } = require("pulumi-confluent-sso/emulator");
  startEmulator({ dataFile: process.argv[1] }).then(
    ({ url }) => console.log(url),
    ({ message }) => {
      console.error(message);
      process.exitCode = 1;
    },
  );
`;

const children: ChildProcess[] = [];

/**
 * Starts an emulator in a process of its own.
 *
 * @throws {Error} If it does not start; the message is what the process printed to standard error.
 */
export async function startChildEmulator(dataFile: string): Promise<ChildEmulator> {
  const child = spawn(process.execPath, ["-e", PROGRAM, dataFile], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const printed = text(child.stderr);
  const [url] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(async () => Promise.reject(new Error(await printed))),
  ])) as [string];
  return { url, process: child };
}

/** Kills the process as `kill -9` does, and waits until it is gone. */
export async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** Kills all that were started. */
export async function killChildEmulators(): Promise<void> {
  await Promise.all(children.splice(0).map(killChild));
}
