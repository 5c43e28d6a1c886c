import { types } from "node:util";

/** @throws {RangeError} If the number is not valid. */
export function requireNumber(name: string, value: number, isValid: boolean, limits: string): void {
  if (!isValid) {
    throw new RangeError(`${name} is ${value}; it must be ${limits}`);
  }
}

/** Returns whether the error has this code of Node.js. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return types.isNativeError(error) && "code" in error && error.code === code;
}

/** `instanceof Error` would miss the errors of Node's modules in a test runner's own realm. */
export function describeError(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
