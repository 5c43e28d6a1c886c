import { type ChildProcess, spawn } from "node:child_process";

interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Milliseconds after which it is killed. Default: never. */
  readonly timeout?: number;
  /** Ends it, with all that it has started; the promise waits for its end. */
  readonly signal?: AbortSignal;
}

interface Ran {
  /** It started, and ended with exit code 0. */
  readonly ok: boolean;
  readonly stdout: string;
  /** stdout and stderr as they came; or why it could not be started. */
  readonly output: string;
}

/** How long an interrupted process may take to clean up, in milliseconds. */
const GRACE_MS = 5_000;

export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve) => {
    // Detached is a process group of its own: ending `go` must end the compilers that it has started, too.
    const { cwd, env } = options;
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });

    const kill = (): void => {
      killGroup(child, "SIGKILL");
    };
    let timer = options.timeout === undefined ? undefined : setTimeout(kill, options.timeout);
    const interrupt = (): void => {
      clearTimeout(timer);
      timer = setTimeout(kill, GRACE_MS);
      killGroup(child, "SIGINT");
    };
    options.signal?.addEventListener("abort", interrupt, { once: true });
    if (options.signal?.aborted === true) {
      interrupt();
    }
    // For whoever calls process.exit meanwhile: a detached process would go on without us.
    process.once("exit", kill);

    let [stdout, output] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const end = (ran: Ran): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", interrupt);
      process.off("exit", kill);
      resolve(ran);
    };
    child.once("error", (error) => {
      end({ ok: false, stdout, output: error.message });
    });
    child.once("close", (code) => {
      end({ ok: code === 0, stdout, output });
    });
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}
