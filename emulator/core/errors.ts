import { types } from "node:util";

/**
 * The message of what was thrown. `instanceof Error` would miss errors of Node's own modules where the emulator runs
 * in a test runner's own realm.
 */
export function describeError(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}

/** True for the error of a file that does not exist. */
export function isMissingFile(error: unknown): boolean {
  return hasErrorCode(error, "ENOENT");
}

/** Returns whether the error has this code of Node.js. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return types.isNativeError(error) && "code" in error && error.code === code;
}
