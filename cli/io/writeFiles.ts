import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, oneLine, ProviderError } from "../../provider/errors";

export interface NewFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Writes files into a folder, and creates it if necessary: all of them or none, and none partly.
 *
 * Each has a temporary name until all are on the disk. There is no turn of the event loop, so that no signal interrupts it.
 * @throws {ProviderError} If a file exists and `overwrite` is false, or the folder cannot be written to.
 */
export function writeFiles(folder: string, files: readonly NewFile[], overwrite: boolean): void {
  const moves = files.map(({ name, content }) => ({
    content,
    temporary: join(folder, `.${name}.${process.pid}.tmp`),
    path: join(folder, name),
  }));
  assertFilesDoNotExist(
    moves.map(({ path }) => path),
    overwrite,
  );
  try {
    mkdirSync(folder, { recursive: true });
    for (const { temporary, content } of moves) {
      writeFileSync(temporary, content, { flush: true });
    }
    for (const { temporary, path } of moves) {
      renameSync(temporary, path);
    }
  } catch (error) {
    for (const { temporary } of moves.filter((move) => existsSync(move.temporary))) {
      rmSync(temporary);
    }
    throw new ProviderError(
      oneLine(`Cannot write to ${folder}: ${messageOf(error)}. Nothing was written.`),
      "command",
    );
  }
}

/** @throws {ProviderError} If a path exists and `overwrite` is false. */
export function assertFilesDoNotExist(paths: readonly string[], overwrite: boolean): void {
  const taken = overwrite ? undefined : paths.find((path) => existsSync(path));
  if (taken !== undefined) {
    throw new ProviderError(
      `Cannot write ${oneLine(taken)}: it exists. Nothing was written. ` +
        "Give another folder (--out), or let it be overwritten (--force).",
      "command",
    );
  }
}
