import type * as ProviderConfig from "../config";
import type { PluginConfiguration, Source } from "../config";
import { engineAddress, inform, status, warn } from "../engineLog";
import type * as ProviderLifecycle from "../lifecycle";
import type { Operations } from "../lifecycle";
import type * as ProviderLookups from "../lookups";
import type { Lookups } from "../lookups";
import type { GroupMappings } from "../rest";
import type * as ProviderRest from "../rest";

/* eslint-disable @typescript-eslint/no-require-imports -- the engine waits until the plugin has started, so each part loads on first use */
const config = () => require("../config") as typeof ProviderConfig;
const lifecycle = () => require("../lifecycle") as typeof ProviderLifecycle;
const lookups = () => require("../lookups") as typeof ProviderLookups;
const rest = () => require("../rest") as typeof ProviderRest;
/* eslint-enable @typescript-eslint/no-require-imports */

/** The state that the methods of the plugin share: its configuration and its operations. */
export class Plugin {
  private configuration: PluginConfiguration = { args: {}, isExplicit: false };
  /** Whether the arguments of a Provider may come from the state. They do if no program runs: then the engine checks nothing. */
  private isStored = true;
  private loadedOperations: Operations | undefined;

  /**
   * Begins a run: a debugger keeps the process for several runs (PULUMI_DEBUG_PROVIDERS). Stores the configuration and warns about
   * unknown variables. Each operation reports invalid settings itself.
   */
  configure(configuration: PluginConfiguration): void {
    this.configuration = configuration;
    this.loadedOperations = undefined;
    config()
      .findUnknownVariables(Object.keys(process.env))
      .forEach((text) => void warn(text));
  }

  /** Call in methods that the engine calls only while a program runs: the program has then set the arguments of its Provider. */
  markProgramRuns(): void {
    this.isStored = false;
  }

  /** Returns what is wrong with a configuration, or undefined. */
  problemOf(configuration: PluginConfiguration, hasUnknown: boolean): string | undefined {
    return config().findProblem(() => this.sourcesOf(configuration), hasUnknown);
  }

  get version(): string {
    return config().VERSION;
  }

  get operations(): Operations {
    const { Operations: Class } = lifecycle();
    return (this.loadedOperations ??= new Class(this.sources, {
      address: engineAddress,
      inform,
      status,
      warn,
    }));
  }

  get lookups(): Lookups {
    return lookups().lookupsWith({ run: this.configuration, status, warn }, this.sources);
  }

  get mappings(): GroupMappings {
    return rest().connect(this.sources(), status).mappings;
  }

  private readonly sources = (): Source[] => this.sourcesOf(this.configuration);

  private sourcesOf(configuration: PluginConfiguration): Source[] {
    return config().pluginSourcesOf(
      configuration,
      process.env,
      () => this.isStored,
      (text) => void warn(text),
    );
  }
}
