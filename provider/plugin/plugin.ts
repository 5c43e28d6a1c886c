import type * as ProviderConfig from "../config";
import type { PluginConfiguration, Source } from "../config";
import { inform, status, warn } from "../engineLog";
import type * as ProviderLifecycle from "../lifecycle";
import type { Operations } from "../lifecycle";
import type * as ProviderLookups from "../lookups";
import type { Lookups } from "../lookups";
import type { GroupMappings } from "../rest";
import type * as ProviderRest from "../rest";

/* eslint-disable @typescript-eslint/no-require-imports -- the engine waits for the plugin to start, so parts load when needed */
const config = () => require("../config") as typeof ProviderConfig;
const lifecycle = () => require("../lifecycle") as typeof ProviderLifecycle;
const lookups = () => require("../lookups") as typeof ProviderLookups;
const rest = () => require("../rest") as typeof ProviderRest;
/* eslint-enable @typescript-eslint/no-require-imports */

/** What the methods of the plugin share: its configuration, and what an operation needs. */
export class Plugin {
  private configuration: PluginConfiguration = { args: {}, isExplicit: false };
  /** Whether the arguments of a Provider may be those of the state: without a program, the engine checks nothing. */
  private isStored = true;
  private loadedOperations: Operations | undefined;

  /** Only stores, and warns: each operation reports itself what is wrong with the configuration. */
  configure(configuration: PluginConfiguration): void {
    this.configuration = configuration;
    config()
      .findUnknownVariables(Object.keys(process.env))
      .forEach((text) => void warn(text));
  }

  /** Called by what the engine calls only for a program, which has configured the plugin with its own arguments. */
  markProgramRuns(): void {
    this.isStored = false;
  }

  /** Returns what is wrong with a configuration, or undefined. */
  problemOf(configuration: PluginConfiguration): string | undefined {
    return config().findProblem(() => this.sourcesOf(configuration));
  }

  get version(): string {
    return config().VERSION;
  }

  get operations(): Operations {
    const { Operations: Class } = lifecycle();
    return (this.loadedOperations ??= new Class(this.sources, { inform, status, warn }));
  }

  get lookups(): Lookups {
    return lookups().lookupsWith({ run: this, status, warn }, this.sources);
  }

  get mappings(): GroupMappings {
    return rest().connect(this.sources(), status).mappings;
  }

  private readonly sources = (): Source[] => this.sourcesOf(this.configuration);

  private sourcesOf(configuration: PluginConfiguration): Source[] {
    return config().pluginSourcesOf(configuration, process.env, () => this.isStored);
  }
}
