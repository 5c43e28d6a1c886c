import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "./thrown";

interface LockOptions {
  /** What whoever holds the lock is doing, for the line that the waiting one says. */
  readonly doing: string;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

const POLL_MS = 200;
/** Writing the process id into a new file, or taking a lock over, is a matter of microseconds: older means killed in the middle. */
const MOMENT_MS = 10_000;

/** The locks that this very process holds: its own id in another one was left by an earlier process of the same number. */
const held = new Set<string>();

/**
 * Runs `work` while nobody else, here or in another process, does so under the same lock file. A lock whose process
 * is gone is taken over.
 */
export async function withLock<T>(lock: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(lock), { recursive: true });
  let said = false;
  while (!createExclusively(lock)) {
    const owner = ownerOf(lock);
    if (owner === undefined) {
      continue;
    }
    if (Number.isNaN(owner)) {
      removeIfAbandoned(lock);
    } else if (!isAlive(owner, lock)) {
      if (takeOver(lock, owner)) {
        continue;
      }
    } else if (!said) {
      said = true;
      options.log(`Waiting for process ${owner}, which is ${options.doing}. (If it is not, remove ${lock}.)`);
    }
    await sleep(POLL_MS, undefined, { signal: options.signal });
  }
  held.add(lock);
  try {
    return await work();
  } finally {
    held.delete(lock);
    if (ownerOf(lock) === process.pid) {
      rmSync(lock, { force: true });
    }
  }
}

function createExclusively(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") {
      throw error;
    }
    return false;
  }
}

/** The process id in the lock; NaN while there is none in it yet, undefined where there is no lock any more. */
function ownerOf(lock: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(lock, "utf8"), 10);
  } catch (error) {
    if (codeOf(error) === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

function isAlive(pid: number, lock: string): boolean {
  if (pid === process.pid) {
    return held.has(lock);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Under a claim, for of two that see the same dead lock the slower would remove the faster one's new lock. */
function takeOver(lock: string, deadOwner: number): boolean {
  const claim = `${lock}.claim`;
  if (!createExclusively(claim)) {
    removeIfAbandoned(claim);
    return false;
  }
  try {
    if (ownerOf(lock) === deadOwner) {
      rmSync(lock, { force: true });
    }
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

function removeIfAbandoned(file: string): void {
  const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (modified !== undefined && Date.now() - modified > MOMENT_MS) {
    rmSync(file, { force: true });
  }
}
