import { randomBytes } from "node:crypto";
import type { Clock } from "./clock";

/** Tokens of one kind that were issued, each until its end. */
export interface IssuedTokens {
  /** A new token that lives so many seconds by the clock. */
  readonly issue: (seconds: number) => string;
  readonly isGood: (token: string) => boolean;
}

export function issueTokens(kind: string, clock: Clock): IssuedTokens {
  const ends = new Map<string, number>();
  return {
    issue: (seconds) => {
      const token = `${kind}.${randomBytes(24).toString("base64url")}`;
      ends.set(token, Number(clock()) + seconds * 1_000);
      return token;
    },
    isGood: (token) => Number(clock()) < (ends.get(token) ?? Number.NEGATIVE_INFINITY),
  };
}
