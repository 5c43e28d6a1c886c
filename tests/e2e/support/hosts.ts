import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The dynamic provider hosts of a stack, by their process ids: a test that kills must kill nothing else. */
export interface Hosts {
  /** To be given to the stack: every host then notes itself. */
  readonly env: Record<string, string>;
  /** kill -9 of all that still run. */
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
        // It has ended by itself.
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
