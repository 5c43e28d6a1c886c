/** A token, and until when it is used. Moments as the clock tells them, in milliseconds. */
export interface CachedToken {
  readonly token: string;
  readonly obtainedAt: number;
  /** From then on a new one is obtained before anything else is sent; never, for infinity. */
  readonly dueAt: number;
}

/**
 * When to renew a token: some time before its end, for a request takes time; where it does not live longer than that,
 * after half its life.
 *
 * @param lifetime and buffer in seconds
 */
export function cacheToken(token: string, obtainedAt: number, lifetime: number, buffer: number): CachedToken {
  const useful = lifetime > buffer ? lifetime - buffer : lifetime / 2;
  return { token, obtainedAt, dueAt: obtainedAt + useful * 1_000 };
}
