import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { PlainError, say } from "./say.mjs";

/** Runs a command with our own stdin, stdout and stderr; answers its exit code. */
export async function runCommand(root, command, args) {
  const executable = command === "node" ? process.execPath : command;
  const ended = await run(root, executable, args, process.env, "inherit");
  return ended.code;
}

/** Runs every script, also after one has failed; answers 0 when all went well. */
export async function runNpmScripts(root, names) {
  const known = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).scripts ?? {};
  const unknown = names.filter((name) => known[name] === undefined);
  if (unknown.length > 0) {
    throw new PlainError(`package.json has no script ${unknown.join(", ")}.`);
  }

  const failed = [];
  for (const name of names) {
    say(`> ${name}`);
    // Silent is npm alone: it would add a page about the failed script to what the script itself has said.
    const ended = await run(root, "npm", ["run", "--silent", name], process.env, "inherit");
    if (ended.interruptedBy !== undefined) {
      return exitCodeOf(ended.interruptedBy);
    }
    if (ended.code !== 0) {
      failed.push(name);
    }
  }
  if (failed.length === 0) {
    return 0;
  }
  say(`Failed: ${failed.join(", ")}.`);
  return 1;
}

/** For our own preparations: everything the command prints goes to stderr. Stops all when interrupted. */
export async function runQuietly(root, command, args, env) {
  const ended = await run(root, command, args, env, ["ignore", 2, 2]);
  if (ended.interruptedBy !== undefined) {
    throw new PlainError("Interrupted.", exitCodeOf(ended.interruptedBy));
  }
  return ended.code;
}

/** Ends when the command has ended, whatever signal comes meanwhile: what it has to clean up is cleaned up. */
function run(root, command, args, env, stdio) {
  return new Promise((resolve, reject) => {
    const binaries = path.join(root, "node_modules", ".bin");
    const PATH = [binaries, env.PATH].filter(Boolean).join(path.delimiter);
    const child = spawn(command, args, { cwd: root, env: { ...env, PATH }, stdio });

    let interruptedBy;
    const onSignal = (signal) => {
      interruptedBy ??= signal;
      // A terminal sends Ctrl-C to the command as well; twice would read as "at once, without cleaning up".
      const sentToBoth = signal === "SIGINT" && (process.stdin.isTTY || process.stderr.isTTY);
      if (!sentToBoth) {
        child.kill(signal);
      }
    };
    const signals = ["SIGINT", "SIGTERM"];
    for (const signal of signals) {
      process.on(signal, onSignal);
    }
    const ended = () => {
      for (const signal of signals) {
        process.off(signal, onSignal);
      }
    };

    child.once("error", (error) => {
      ended();
      if (error.code !== "ENOENT") {
        reject(error);
      } else {
        reject(new PlainError(`${command}: there is no such command in node_modules/.bin or on PATH.`, 127));
      }
    });
    child.once("close", (code, signal) => {
      ended();
      resolve({ code: signal === null ? code : exitCodeOf(signal), interruptedBy });
    });
  });
}

function exitCodeOf(signal) {
  return 128 + constants.signals[signal];
}
