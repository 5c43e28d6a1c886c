import type { AxiosAdapter } from "axios";
import { Adoptions, type Context } from "../../provider/lifecycle";
import { MappingCreator } from "../../provider/rest/create";
import { Client } from "../../provider/rest/http";
import { GroupMappings } from "../../provider/rest/mappings";
import { createRateLimiter, Sender } from "../../provider/rest/send";
import type { Settings } from "../../provider/config";
import { NO_DIRECTORY } from "./noDirectory";
import type { TestClock } from "./testClock";
import { DEFAULT_FILTER_POLICY } from "./settings";

/** The shared state of the operations in one process, and the messages to its user. */
export interface VirtualProcess extends Context {
  readonly warnings: string[];
  /** Status lines. */
  readonly statusLines: string[];
}

/**
 * Creates one provider process in virtual time: the module state during one command of the Pulumi CLI. This is the only
 * place in the tests that assembles it like rest/connect.ts.
 */
export function virtualProcess(settings: Settings, clock: TestClock, adapter: AxiosAdapter): VirtualProcess {
  const statusLines: string[] = [];
  const warnings: string[] = [];
  const status = (text: string) => void statusLines.push(text);
  const client = new Client(settings, adapter);
  const sending = { clock, limits: settings.limits, onStatus: status };
  const sender = new Sender(client, createRateLimiter("the API", sending), sending);
  const mappings = new GroupMappings(sender, settings, clock);
  return {
    mappings,
    creator: new MappingCreator(mappings, settings, clock),
    adoptions: new Adoptions(),
    filterPolicy: () => DEFAULT_FILTER_POLICY,
    impact: NO_DIRECTORY,
    warnings,
    statusLines,
    warn: (text) => Promise.resolve(void warnings.push(text)),
    status,
  };
}

/**
 * Marks the list before the first creation as read and empty, for tests that check single requests with the setting
 * `duplicates: allow`.
 */
export function withListRead(
  creator: MappingCreator,
  { duplicates }: Pick<Settings, "duplicates">,
): MappingCreator {
  if (duplicates.policy === "allow") {
    Object.assign(creator.guard, { before: Promise.resolve({ mappings: [], oddItems: [] }) });
  }
  return creator;
}
