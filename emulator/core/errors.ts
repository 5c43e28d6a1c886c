import { types } from "node:util";

/**
 * Returns the message of what was thrown. In a test runner's own realm, `instanceof Error` would miss the errors of Node's
 * modules.
 */
export function describeError(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}

/** Returns whether the error has this code of Node.js. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return types.isNativeError(error) && "code" in error && error.code === code;
}
