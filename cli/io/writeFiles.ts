import { lstatSync, mkdirSync, renameSync, rmSync, type Stats, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, ProviderError } from "../../provider/errors/providerError";

export interface NewFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Writes files into a folder, which is made where there is none: all of them or none, and none that is half written.
 *
 * Each gets a temporary name first, and is renamed when all are on the disk. All in one go, without a turn of the event
 * loop: no signal comes between.
 *
 * @param overwrite whether files that exist may be replaced
 * @throws ProviderError where one exists, or the folder cannot be written to
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
    assertFilesDoNotExist(
      moves.map(({ path }) => path),
      overwrite,
    );
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

/** @throws ProviderError where something stands at one of the paths that must not be replaced */
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
    // Nothing is there; or what stands in the way of looking, stands in the way of writing too, and is told then.
    return undefined;
  }
}
