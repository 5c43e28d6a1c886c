import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./say.mjs";

const FILE = ".prepared.lock";
const POLL_MS = 200;
/** Writing the process id into a new file, or taking a lock over, is a matter of microseconds: older means killed in the middle. */
const MOMENT_MS = 10_000;

/** Runs `work` while no other process prepares the same checkout. A lock whose process is gone is taken over. */
export async function withLock(root, work) {
  const lock = path.join(root, FILE);
  let said = false;
  while (!createExclusively(lock)) {
    const owner = ownerOf(lock);
    if (owner === undefined) {
      continue;
    }
    if (Number.isNaN(owner)) {
      removeIfAbandoned(lock);
    } else if (!isAlive(owner)) {
      if (takeOver(lock, owner)) {
        continue;
      }
    } else if (!said) {
      said = true;
      say(`Waiting for process ${owner}, which is preparing this checkout. (If it is not, remove ${FILE}.)`);
    }
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    if (ownerOf(lock) === process.pid) {
      rmSync(lock, { force: true });
    }
  }
}

function createExclusively(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") {
      throw error;
    }
    return false;
  }
}

/** The process id in the lock; NaN while there is none in it yet, undefined where there is no lock any more. */
function ownerOf(lock) {
  try {
    return Number.parseInt(readFileSync(lock, "utf8"), 10);
  } catch (error) {
    if (error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

function isAlive(pid) {
  // Our own id in a lock that we do not hold: left by an earlier process of the same number.
  if (pid === process.pid) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Under a claim, for of two that see the same dead lock the slower would remove the faster one's new lock. */
function takeOver(lock, deadOwner) {
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

function removeIfAbandoned(file) {
  const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (modified !== undefined && Date.now() - modified > MOMENT_MS) {
    rmSync(file, { force: true });
  }
}
