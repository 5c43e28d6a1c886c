import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

/** An emulator in a child process. */
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
 * Starts an emulator in a child process.
 *
 * @throws {Error} If it does not start. The message is the stderr output of the process.
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

/** Kills the process with SIGKILL, and waits until it has ended. */
export async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** Kills all child emulators. */
export async function killChildEmulators(): Promise<void> {
  await Promise.all(children.splice(0).map(killChild));
}
