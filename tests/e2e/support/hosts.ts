import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The dynamic provider hosts of a stack by process id, so that a test kills no other processes. */
export interface Hosts {
  /** The environment for the stack, with which every host records its process id. */
  readonly env: Record<string, string>;
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
    `if (/dynamic-provider/.test(process.argv[1] ?? "")) {
      require("node:fs").appendFileSync(${JSON.stringify(list)}, process.pid + "\\n");
    }`,
  );
  const kill = async () => {
    const noted = await readFile(list, "utf8");
    await writeFile(list, "");
    for (const pid of noted.split("\n").filter((line) => line !== "")) {
      try {
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It has already ended.
      }
    }
  };
  return {
    env: { NODE_OPTIONS: `--require=${preload}` },
    kill,
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
