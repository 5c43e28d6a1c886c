/**
 * What the engine loads: `pulumi-confluent-sso/provider`, named by the text that stands in every resource's
 * `__provider` (sdk/dynamicProvider.ts).
 */
import type { dynamic } from "@pulumi/pulumi";
import { inform, status, warn } from "./engineLog";
import { Operations } from "./lifecycle";
import {
  findFormerNames,
  findUnknownVariables,
  type Source,
  sourcesOf,
  type StackConfiguration,
} from "./config";
import type { Properties, State } from "./wire";

class GroupMappingProvider implements dynamic.ResourceProvider {
  private configuration: StackConfiguration = { get: () => undefined };
  /** Whether the configuration may be that of the state: the engine calls check only after the program has set its own. */
  private isStored = true;
  private readonly operations = new Operations(() => this.sources(), { inform, status, warn });

  /** Only stores, and warns: the host serves other calls before this has ended, and forgets what it throws. */
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

  private sources(): Source[] {
    const sources = sourcesOf(this.configuration, process.env, () => this.isStored);
    findFormerNames(sources).forEach((text) => void warn(text));
    return sources;
  }
}

/** The arguments that the program marked as secrets: the class passes their names, because the host unwraps their values. */
function secretNamesIn({ __secretInputs: names, ...news }: Properties): string[] {
  return Object.keys(news).filter((name) => Array.isArray(names) && names.includes(name));
}

export = new GroupMappingProvider();
