import type { Command } from "./measurement";
import type { Scenario } from "./scenarios";

/** What the official Terraform provider and the bridged Pulumi provider were measured to send for one mapping. */
const REQUESTS_EACH: Readonly<Partial<Record<Command, number>>> = { create: 2, update: 2, refresh: 1 };

/** What the peers were measured to do, in words; where nothing was measured, a dash. */
export function peersDo(command: Command, { mappings, rateLimit }: Scenario): string {
  if (rateLimit === undefined) {
    const each = REQUESTS_EACH[command];
    return each === undefined ? "–" : `${each * mappings}`;
  }
  // At 10 requests/s with a burst of 20 and 80 ms of latency; both fail, Terraform's in one run of two.
  return command === "create" && mappings === 100
    ? "Terraform 337 to 346, 145 refused; bridged: 64 created, 69 refused"
    : "–";
}
