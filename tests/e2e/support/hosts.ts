import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The dynamic provider hosts and plugins of a stack by process id, so that a test kills no other processes. */
export interface Hosts {
  /** The environment for the stack, with which every host records its process id. */
  readonly env: Record<string, string>;
  /** Returns the process ids of the running hosts, or only of those whose script has this text in its path. */
  running(script?: string): Promise<number[]>;
  /** Kills all running hosts with SIGKILL. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function noteHosts(): Promise<Hosts> {
  const folder = await mkdtemp(join(tmpdir(), "confluent-sso-hosts-"));
  const [preload, list] = [join(folder, "note.cjs"), join(folder, "pids")];
  await writeFile(list, "");
  await writeFile(
    preload,
    `if (/dynamic-provider|provider.plugin/.test(process.argv[1] ?? "")) {
      require("node:fs").appendFileSync(${JSON.stringify(list)}, process.pid + " " + process.argv[1] + "\\n");
    }`,
  );
  const running = async (script = "") => {
    const noted = (await readFile(list, "utf8"))
      .split("\n")
      .filter((line) => line !== "" && line.includes(script));
    return noted.map((line) => Number.parseInt(line, 10)).filter(isRunning);
  };
  const kill = async () => {
    for (const pid of await running()) {
      process.kill(pid, "SIGKILL");
    }
  };
  return {
    env: { NODE_OPTIONS: `--require=${preload}` },
    running,
    kill,
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
