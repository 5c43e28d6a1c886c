import { lstatSync, mkdirSync, renameSync, rmSync, type Stats, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, ProviderError } from "../../provider/errors";

export interface NewFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Writes files into a folder, and creates it if necessary: all of them or none, and none partly.
 *
 * Each has a temporary name until all are on the disk. There is no turn of the event loop, so that no signal interrupts it.
 *
 * @throws {ProviderError} If a file exists and `overwrite` is false, or the folder cannot be written to.
 */
export function writeFiles(folder: string, files: readonly NewFile[], overwrite: boolean): void {
  const moves = files.map(({ name, content }) => ({
    content,
    temporary: join(folder, `.${name}.${process.pid}.tmp`),
    path: join(folder, name),
  }));
  const written: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const { temporary, content } of moves) {
      written.push(temporary);
      writeFileSync(temporary, content, { flush: true });
    }
    const paths = moves.map(({ path }) => path);
    assertFilesDoNotExist(paths, overwrite);
    for (const { temporary, path } of moves) {
      renameSync(temporary, path);
    }
  } catch (error) {
    for (const temporary of written) {
      rmSync(temporary, { force: true });
    }
    throw error instanceof ProviderError
      ? error
      : new ProviderError(`Cannot write to ${folder}: ${messageOf(error)}. Nothing was written.`);
  }
}

/** @throws {ProviderError} If a path is a folder, or exists and `overwrite` is false. */
export function assertFilesDoNotExist(paths: readonly string[], overwrite: boolean): void {
  for (const path of paths) {
    const found = entryAt(path);
    if (found?.isDirectory() === true) {
      throw new ProviderError(`Cannot write ${path}: it is a folder. Nothing was written.`);
    }
    if (found !== undefined && !overwrite) {
      throw new ProviderError(
        `Cannot write ${path}: it exists. Nothing was written. ` +
          "Give another folder (--out), or let it be overwritten (--force).",
      );
    }
  }
}

function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    // Nothing is there. Any other problem will also prevent writing, and is reported then.
    return undefined;
  }
}
