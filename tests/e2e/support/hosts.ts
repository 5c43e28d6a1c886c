import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The processes of a stack's provider by process id, so that a test kills no other processes. */
export interface Hosts {
  /** The environment for the stack, with which every host records its process id. */
  readonly env: Record<string, string>;
  /** Returns the process ids of those that run. */
  running(): Promise<number[]>;
  /** Kills all running hosts with SIGKILL. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** @param script a part of the path of the script that the processes run */
export async function noteHosts(script = "dynamic-provider"): Promise<Hosts> {
  const folder = await mkdtemp(join(tmpdir(), "confluent-sso-hosts-"));
  const [preload, list] = [join(folder, "note.cjs"), join(folder, "pids")];
  await writeFile(list, "");
  await writeFile(
    preload,
    `if (process.argv[1]?.includes(${JSON.stringify(script)})) {
      require("node:fs").appendFileSync(${JSON.stringify(list)}, process.pid + "\\n");
    }`,
  );
  const running = async () => {
    const noted = (await readFile(list, "utf8")).split("\n").filter((line) => line !== "");
    return noted.map(Number).filter(isRunning);
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
