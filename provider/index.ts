/**
 * What the engine loads: `pulumi-confluent-sso/provider`, named by the text that stands in every resource's
 * `__provider` (sdk/dynamicProvider.ts).
 */
import type { dynamic } from "@pulumi/pulumi";
import { status, warn } from "./engineLog";
import { Adoptions } from "./lifecycle/adoptions";
import { check } from "./lifecycle/check";
import type { Context } from "./lifecycle/context";
import { create } from "./lifecycle/create";
import { remove } from "./lifecycle/delete";
import { diff } from "./lifecycle/diff";
import { read } from "./lifecycle/read";
import { update } from "./lifecycle/update";
import { connect } from "./rest/connect";
import { ProviderError } from "./rest/providerError";
import { type StackConfiguration, sourcesOf } from "./rest/sources";
import type { Properties, State } from "./wire/state";

class GroupMappingProvider implements dynamic.ResourceProvider {
  private configuration: StackConfiguration = { get: () => undefined };
  private readonly adoptions = new Adoptions();

  /** Only stores: the host serves other calls before this has ended, and forgets what it throws. */
  async configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    this.configuration = config;
    return Promise.resolve();
  }

  async check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Record<string, unknown>>> {
    return verb(() => check({ adoptions: this.adoptions, connect: () => this.context() }, olds, news));
  }

  async diff(id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    return verb(() => diff(this.adoptions, id, olds, news));
  }

  async create(inputs: Properties): Promise<dynamic.CreateResult<State>> {
    return verb(() => create(this.context(), inputs));
  }

  async read(id: string, properties: Properties = {}): Promise<dynamic.ReadResult<State>> {
    return verb(() => read(this.context(), id, properties));
  }

  async update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<State>> {
    return verb(() => update(this.context(), id, olds, news));
  }

  async delete(id: string, properties: Properties): Promise<void> {
    return verb(() => remove(this.context(), id, properties));
  }

  private context(): Context {
    const mappings = connect(sourcesOf(this.configuration, process.env), status);
    return { mappings, adoptions: this.adoptions, warn, status };
  }
}

/** Whatever a verb throws becomes an error that the host can show: without stack, secret or misleading property. */
async function verb<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof ProviderError
      ? error
      : new ProviderError(`Internal error of pulumi-confluent-sso, please report it: ${String(error)}`);
  }
}

export = new GroupMappingProvider();
