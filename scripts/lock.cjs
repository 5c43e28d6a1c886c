const { mkdirSync, readdirSync, renameSync, rmSync } = require("node:fs");
const { setTimeout: sleep } = require("node:timers/promises");

/**
 * A lock between processes: a folder with one entry for each process that holds the lock. The lock is free if the folder is
 * missing or empty, because only then can another folder be renamed to it.
 *
 * This is safe if two processes find the lock of a killed process. Both remove the entry of that process, but only one of
 * them can then rename its folder.
 *
 * This file is JavaScript because scripts/prepared.mjs uses it before anything is compiled.
 */
const remove = (folder) => rmSync(folder, { recursive: true, force: true });

/**
 * Waits until no other process holds the lock. This process then holds the lock until it calls `releaseLock` or exits.
 *
 * @param purpose the work that the lock protects, which a waiting process prints: "prepare this checkout"
 */
async function acquireLock(lock, purpose, { log = console.error, signal } = {}) {
  const own = `${lock}.${process.pid}`;
  mkdirSync(`${own}/${process.pid}`, { recursive: true });
  process.on("exit", () => {
    remove(own);
    releaseLock(lock);
  });
  for (let isAnnounced = false; ; await sleep(200)) {
    signal?.throwIfAborted();
    try {
      return renameSync(own, lock);
    } catch {
      // Another process holds the lock, or was killed while it did.
    }
    for (const pid of readdirSync(lock)) {
      if (!isAlive(Number(pid))) {
        remove(`${lock}/${pid}`);
      } else if (!isAnnounced) {
        isAnnounced = true;
        log(`Waiting for process ${pid} to ${purpose}. If it never ends, remove ${lock}.`);
      }
    }
  }
}

/** Makes a child process hold the lock too, because the child continues if only this process is killed. */
function shareLock(lock, child) {
  mkdirSync(`${lock}/${child.pid}`, { recursive: true });
  child.on("close", () => remove(`${lock}/${child.pid}`));
}

function releaseLock(lock) {
  remove(`${lock}/${process.pid}`);
}

function isAlive(pid) {
  try {
    // An entry with this process id was left by an earlier process.
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

module.exports = { acquireLock, shareLock, releaseLock };
