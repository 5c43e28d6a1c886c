import type { Command } from "./measurement";
import type { Scenario } from "./scenarios";

/** Measured requests per mapping of the official Terraform provider and the bridged Pulumi provider. */
const REQUESTS_EACH: Readonly<Partial<Record<Command, number>>> = { create: 2, update: 2, refresh: 1 };

/** Returns the measured requests of the other providers as text, or a dash if they were not measured. */
export function peerRequests(command: Command, { mappings, rateLimit }: Scenario): string {
  if (rateLimit === undefined) {
    const each = REQUESTS_EACH[command];
    return each === undefined ? "–" : `${each * mappings}`;
  }
  // At 10 requests/s with a burst of 20 and 80 ms of latency. Both fail, the Terraform provider in every second run.
  return command === "create" && mappings === 100
    ? "Terraform: 337 to 346, 145 throttled; bridged: 64 created, 69 throttled"
    : "–";
}
