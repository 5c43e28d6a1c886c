import type { Emulator } from "../../emulator/index";
import { Adoptions, type Context } from "../../provider/lifecycle";
import { type Clock, systemClock } from "../../provider/rest";
import { MappingCreator } from "../../provider/rest/create";
import { Client } from "../../provider/rest/http";
import { GroupMappings } from "../../provider/rest/mappings";
import type { Settings } from "../../provider/config";
import { NO_DIRECTORY } from "./noDirectory";
import { credentialsOf } from "./emulatorEnvironment";
import { scriptedApi, type ScriptedApi, SETTINGS, type Step } from "./scriptedApi";
import { DEFAULT_FILTER_POLICY } from "./settings";
import { withListRead } from "./virtualProcess";

/** A context that records warnings. */
export interface TestContext extends Context {
  readonly warnings: string[];
  /** Status lines. */
  readonly lines: string[];
  readonly previewChecks: () => "online" | "offline";
}

/** Returns a context for a scripted API. */
export function scriptedContext(
  steps: readonly Step[] = [],
  settings: Partial<Settings> = {},
): TestContext & { readonly api: ScriptedApi } {
  const api = scriptedApi(steps, settings);
  return { ...contextOf(api.mappings, { ...SETTINGS, ...settings }), api };
}

/** Returns a context for an emulator, with one of its keys. */
export function emulatorContext(
  emulator: Emulator,
  index = 0,
  settings: Partial<Settings> = {},
): TestContext {
  const all: Settings = {
    ...SETTINGS,
    endpoint: emulator.url,
    credentials: { ...SETTINGS.credentials, ...credentialsOf(emulator, index) },
    ...settings,
  };
  return contextOf(new GroupMappings(new Client(all), all), all);
}

/** Returns a context for this API. */
export function contextOf(
  mappings: GroupMappings,
  settings: Settings = SETTINGS,
  clock: Clock = systemClock,
): TestContext {
  const warnings: string[] = [];
  const lines: string[] = [];
  return {
    mappings,
    creator: withListRead(new MappingCreator(mappings, settings, clock), settings),
    adoptions: new Adoptions(),
    filterPolicy: () => DEFAULT_FILTER_POLICY,
    impact: NO_DIRECTORY,
    previewChecks: () => "online",
    warnings,
    lines,
    status: (text) => {
      lines.push(text);
    },
    warn: (text) => {
      warnings.push(text);
      return Promise.resolve();
    },
  };
}
