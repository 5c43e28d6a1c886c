import type { Clock } from "../clock";
import type { Transport } from "../http/exchange";
import type { Limits } from "../../config/limits";
import { RateGate } from "../rateLimit/rateGate";
import { Sender } from "./sender";

export interface SenderSettings {
  readonly clock: Clock;
  readonly limits: Limits;
  /** Told what a user may want to know while a request waits. */
  readonly tell: (status: string) => void;
}

/**
 * @param gate that it shares with others who have the same credentials at the same endpoint
 */
export function senderTo(
  transport: Transport,
  gate: RateGate,
  { clock, limits, tell }: SenderSettings,
): Sender {
  return new Sender({
    transport,
    gate,
    clock,
    limits,
    onWait: (wait) => {
      tell(`Waiting ${seconds(wait)} s before trying again`);
    },
  });
}

/** @param whose rate limit it keeps, in the words of a status line: `the API` */
export function gateTo(whose: string, { clock, limits, tell }: SenderSettings): RateGate {
  return new RateGate({
    clock,
    ...limits,
    onWait: (wait) => {
      tell(`Waiting ${seconds(wait)} s for ${whose}'s rate limit`);
    },
  });
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000);
}
