/** The longest time that Node's timers can wait. */
export const MAX_TIMER_MS = 2_147_483_647;

/** @throws {RangeError} If the number is not valid. */
export function requireNumber(name: string, value: number, isValid: boolean, limits: string): void {
  if (!isValid) {
    throw new RangeError(`${name} is ${value}; it must be ${limits}`);
  }
}

/** Returns whether a JSON value is an object and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
