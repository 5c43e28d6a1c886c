import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of this user. Each process has a file there with the ids that it has adopted, named by its engine and its own id. */
const FOLDER = join(tmpdir(), `pulumi-confluent-sso-${process.getuid?.() ?? ""}`);

/**
 * The mappings that resources have adopted in this run, as seen by all processes of one engine. The engine starts one process
 * for each provider, and the resource that managed an adopted mapping before may belong to another provider, which then
 * deletes it.
 */
export class AdoptedMappings {
  /** The adoptions of this process. */
  readonly own = new Set<string>();
  private file: string | undefined;

  /** @param engine returns the address of the engine; without one, nothing is shared */
  constructor(private readonly engine: () => string | undefined) {}

  /** @throws {Error} If the other processes cannot be notified. */
  add(id: string): void {
    this.own.add(id);
    this.write();
  }

  delete(id: string): void {
    this.own.delete(id);
    this.write();
  }

  has(id: string): boolean {
    return this.own.has(id) || this.others().some((file) => idsIn(file).includes(id));
  }

  private write(): void {
    const engine = this.engine();
    if (engine === undefined) {
      return;
    }
    mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
    if (this.file === undefined) {
      const file = join(FOLDER, `${prefixOf(engine)}${process.pid}`);
      this.file = file;
      process.once("exit", () => {
        rmSync(file, { force: true });
      });
    }
    writeFileSync(this.file, [...this.own].join("\n"), { mode: 0o600 });
  }

  /** Returns the files of the other processes of this engine that are still running. Removes the files of those that were killed. */
  private others(): string[] {
    const engine = this.engine();
    if (engine === undefined) {
      return [];
    }
    return namesIn(FOLDER).flatMap((name) => {
      const [pid, file] = [Number(name.slice(name.lastIndexOf("-") + 1)), join(FOLDER, name)];
      if (!isRunning(pid)) {
        rmSync(file, { force: true });
        return [];
      }
      return name.startsWith(prefixOf(engine)) && pid !== process.pid ? [file] : [];
    });
  }
}

function prefixOf(engine: string): string {
  return `${engine.replace(/\W/g, "_")}-`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // No process of this user has adopted a mapping.
  }
}

function idsIn(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return []; // The process has just ended.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
