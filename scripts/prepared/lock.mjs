import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { setTimeout } from "node:timers";
import { promisify } from "node:util";

/**
 * A folder with one entry for each process that holds the lock. The lock is free if the folder is missing or empty,
 * because only then can another folder be renamed to it.
 *
 * The race that matters: two commands find the lock of a process that was killed. Both remove the entry with the id of
 * that process, which is never the entry of the other command, and then only one of them can rename its folder.
 */
const LOCK = ".prepared.locks";

const sleep = promisify(setTimeout);
const remove = (folder) => rmSync(folder, { recursive: true, force: true });

/** Waits until no other process holds the lock. This process then holds it until it calls `releaseLock` or exits. */
export async function acquireLock() {
  const own = `${LOCK}.${process.pid}`;
  mkdirSync(`${own}/${process.pid}`, { recursive: true });
  process.on("exit", () => {
    remove(own);
    releaseLock();
  });
  for (let isAnnounced = false; ; await sleep(200)) {
    try {
      return renameSync(own, LOCK);
    } catch {
      // Another process holds the lock, or was killed while it did.
    }
    for (const pid of readdirSync(LOCK)) {
      if (!isAlive(Number(pid))) {
        remove(`${LOCK}/${pid}`);
      } else if (!isAnnounced) {
        isAnnounced = true;
        console.error(
          `Waiting for process ${pid} to prepare this checkout. If it never ends, remove ${LOCK}.`,
        );
      }
    }
  }
}

/** Lets a child process hold the lock too, because the child continues if only this process is killed. */
export function shareLock(child) {
  mkdirSync(`${LOCK}/${child.pid}`);
  child.on("close", () => remove(`${LOCK}/${child.pid}`));
}

export function releaseLock() {
  remove(`${LOCK}/${process.pid}`);
}

function isAlive(pid) {
  try {
    // An entry with the id of this process was left by an earlier one.
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
