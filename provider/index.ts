/**
 * The dynamic provider. The engine loads `pulumi-confluent-sso/provider` by the code in the `__provider` of every resource
 * (sdk/dynamicProvider.ts).
 */
import type { dynamic } from "@pulumi/pulumi";
import { engineAddress, inform, status, warn } from "./engineLog";
import { Operations } from "./lifecycle";
import { findUnknownVariables, sourcesOf, type StackConfiguration } from "./config";
import type { Properties, State } from "./wire";

class GroupMappingProvider implements dynamic.ResourceProvider {
  private configuration: StackConfiguration = { get: () => undefined };
  /** Whether the configuration may be that of the state. The engine calls check only if a program runs, which sets its own. */
  private isStored = true;
  private readonly operations = new Operations(
    () => sourcesOf(this.configuration, process.env, () => this.isStored),
    { address: engineAddress, inform, status, warn },
  );

  /** Never throws: the host discards errors here, and serves other calls before this one has ended. */
  async configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    this.configuration = config;
    findUnknownVariables(Object.keys(process.env)).forEach((text) => void warn(text));
    return Promise.resolve();
  }

  async check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Record<string, unknown>>> {
    this.isStored = false;
    return this.operations.check(olds, news, secretNamesIn(news));
  }

  async diff(id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    return this.operations.diff(id, olds, news);
  }

  async create(inputs: Properties): Promise<dynamic.CreateResult<State>> {
    return this.operations.create(inputs);
  }

  async read(id: string, properties: Properties = {}): Promise<dynamic.ReadResult<State>> {
    return this.operations.read(id, properties);
  }

  async update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<State>> {
    return this.operations.update(id, olds, news);
  }

  async delete(id: string, properties: Properties): Promise<void> {
    return this.operations.delete(id, properties);
  }
}

/** Returns the arguments that the program marked as secrets. The class passes their names, because the host unwraps their values. */
function secretNamesIn({ __secretInputs: names, ...news }: Properties): string[] {
  return Object.keys(news).filter((name) => Array.isArray(names) && names.includes(name));
}

export = new GroupMappingProvider();
