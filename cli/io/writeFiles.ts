import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, oneLine, ProviderError } from "../../provider/errors";

export interface NewFile {
  readonly name: string;
  readonly content: string;
}

/**
 * Writes all files into a folder, or none if one fails. The function is synchronous, so no signal interrupts it.
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
      `Cannot write ${oneLine(taken)}: it already exists. Nothing was written. ` +
        "Use --out to write to another folder, or --force to overwrite it.",
      "command",
    );
  }
}
