/**
 * What the engine loads: `pulumi-confluent-sso/provider`, named by the text that stands in every resource's
 * `__provider` (sdk/dynamicProvider.ts).
 */
import type { dynamic } from "@pulumi/pulumi";
import { inform, status, warn } from "./engineLog";
import {
  Adoptions,
  check,
  type Context,
  create,
  diff,
  hideSecretInputs,
  ImpactPreview,
  read,
  remove,
  update,
} from "./lifecycle";
import { connect } from "./rest";
import {
  findFormerNames,
  findUnknownVariables,
  firstOf,
  readSetting,
  resolveFilterPolicy,
  type Source,
  sourcesOf,
  type StackConfiguration,
} from "./config";
import { withProviderErrors } from "./errors";
import type { Properties, State } from "./wire";

class GroupMappingProvider implements dynamic.ResourceProvider {
  private configuration: StackConfiguration = { get: () => undefined };
  /** Whether the configuration may be that of the state: the engine calls check only after the program has set its own. */
  private isStored = true;
  private readonly shared = {
    adoptions: new Adoptions(),
    filterPolicy: () => resolveFilterPolicy(this.sources()),
    impact: new ImpactPreview(() => firstOf(this.sources(), "directory"), { inform, warn }),
    previewChecks: () => readSetting(this.sources(), "previewChecks"),
    warn,
  };

  /** Only stores, and warns: the host serves other calls before this has ended, and forgets what it throws. */
  async configure({ config }: dynamic.ConfigureRequest): Promise<void> {
    this.configuration = config;
    findUnknownVariables(Object.keys(process.env)).forEach((text) => void warn(text));
    return Promise.resolve();
  }

  async check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Record<string, unknown>>> {
    this.isStored = false;
    const context = { ...this.shared, connect: () => this.context() };
    return withProviderErrors(() => hideSecretInputs(olds, news, () => check(context, olds, news)));
  }

  async diff(id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    return withProviderErrors(async () => {
      let told = Promise.resolve();
      const planned = () => {
        told = this.shared.impact.tell(news["displayName"], {
          before: olds["filter"],
          after: news["filter"],
        });
      };
      const result = diff({ ...this.shared, planned }, id, olds, news);
      await told;
      return result;
    });
  }

  async create(inputs: Properties): Promise<dynamic.CreateResult<State>> {
    return withProviderErrors(() => create(this.context(), inputs));
  }

  async read(id: string, properties: Properties = {}): Promise<dynamic.ReadResult<State>> {
    return withProviderErrors(() => read(this.context(), id, properties));
  }

  async update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<State>> {
    return withProviderErrors(() => update(this.context(), id, olds, news));
  }

  async delete(id: string, properties: Properties): Promise<void> {
    return withProviderErrors(() => remove(this.context(), id, properties));
  }

  private context(): Context {
    return { ...connect(this.sources(), status), ...this.shared, status };
  }

  private sources(): Source[] {
    const sources = sourcesOf(this.configuration, process.env, () => this.isStored);
    findFormerNames(sources).forEach((text) => void warn(text));
    return sources;
  }
}

export = new GroupMappingProvider();
