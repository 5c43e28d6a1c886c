/** The longest time that Node's timers can wait. */
const MAX_TIMER_MS = 2_147_483_647;

/** @throws {RangeError} If the number is not valid. */
export function requireNumber(name: string, value: number, isValid: boolean, limits: string): void {
  if (!isValid) {
    throw new RangeError(`${name} is ${value}; it must be ${limits}`);
  }
}

/** @throws {RangeError} If a timer cannot wait so long. */
export function requireTimer(name: string, milliseconds: number): void {
  const isValid = milliseconds >= 0 && milliseconds <= MAX_TIMER_MS;
  requireNumber(name, milliseconds, isValid, `from 0 to ${MAX_TIMER_MS}`);
}

/** @throws {RangeError} If the number is not a whole number, 1 or more. */
export function requireCount(name: string, value: number, limits: string): void {
  requireNumber(name, value, Number.isSafeInteger(value) && value >= 1, limits);
}
