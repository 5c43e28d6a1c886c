import type { AxiosAdapter } from "axios";
import type { Context } from "../../provider/lifecycle/context";
import { Client } from "../../provider/rest/client";
import { GroupMappings } from "../../provider/rest/groupMappings";
import { RateGate } from "../../provider/rest/rateGate";
import { Sender } from "../../provider/rest/sender";
import type { Settings } from "../../provider/rest/settings";
import type { TestClock } from "./testClock";

/** What the verbs of one process share, and what its user was told. */
export interface VirtualProcess extends Context {
  readonly warnings: string[];
  /** Status lines, in short: `gate 8`, `retry 6`, in seconds. */
  readonly told: string[];
}

/**
 * One process of a provider in virtual time: the state that a module holds while one command of the Pulumi CLI runs.
 * The one place in the tests that assembles it as rest/connect.ts does.
 */
export function virtualProcess(settings: Settings, clock: TestClock, adapter: AxiosAdapter): VirtualProcess {
  const { limits } = settings;
  const told: string[] = [];
  const warnings: string[] = [];
  const gate = new RateGate({
    clock,
    ...limits,
    onWait: (wait) => told.push(`gate ${Math.ceil(wait / 1_000)}`),
  });
  const sender = new Sender({
    transport: new Client(settings, adapter),
    gate,
    clock,
    limits,
    onWait: (wait) => told.push(`retry ${Math.ceil(wait / 1_000)}`),
  });
  return {
    mappings: new GroupMappings(sender, settings, clock),
    warnings,
    told,
    warn: (text) => Promise.resolve(void warnings.push(text)),
  };
}
