import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { hasErrorCode } from "../core/errors";

/**
 * Returns the one path without symbolic links of a file that need not exist yet.
 *
 * @throws {Error} If its folder does not exist, or its symbolic links form a cycle.
 */
export function canonicalPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) {
      throw error;
    }
  }
  const folder = realpathSync.native(dirname(path));
  const file = join(folder, basename(path));
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? canonicalPath(resolve(folder, readlinkSync(file)))
    : file;
}
