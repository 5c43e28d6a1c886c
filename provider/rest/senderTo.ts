import type { Clock } from "./clock";
import type { Transport } from "./exchange";
import type { Limits } from "./limits";
import { RateGate } from "./gate/rateGate";
import { Sender } from "./sender";

export interface SenderSettings {
  readonly clock: Clock;
  readonly limits: Limits;
  /** Told what a user may want to know while a request waits. */
  readonly tell: (status: string) => void;
}

/**
 * A sender with a rate gate of its own.
 *
 * @param whose rate limit it is, in the words of a status line: `the API`
 */
export function senderTo(
  whose: string,
  transport: Transport,
  { clock, limits, tell }: SenderSettings,
): Sender {
  const seconds = (milliseconds: number) => Math.ceil(milliseconds / 1_000);
  const gate = new RateGate({
    clock,
    ...limits,
    onWait: (wait) => {
      tell(`Waiting ${seconds(wait)} s for ${whose}'s rate limit`);
    },
  });
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
