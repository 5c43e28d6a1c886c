import { findFormerNames, firstOf, readSetting, resolveFilterPolicy, type Source } from "../config";
import { withProviderErrors } from "../errors";
import { connect } from "../rest";
import type { Properties, State } from "../wire";
import { Adoptions } from "./adoptions";
import { check } from "./check";
import type { CheckResult } from "./checkInputs";
import type { Context } from "./context";
import { create } from "./create";
import { remove } from "./delete";
import { diff, type DiffResult } from "./diff";
import { ImpactPreview } from "./impactPreview";
import { expectedAfterCreate, expectedAfterUpdate } from "./expectedState";
import { read, type ReadResult } from "./read";
import { hideSecretInputs } from "./secretInputs";
import { update } from "./update";

/** The engine, which shows messages to the user. */
export interface Engine extends Pick<Context, "warn" | "status"> {
  inform(text: string): Promise<void>;
  /** Returns the address of the engine, if there is one. */
  readonly address?: () => string | undefined;
}

/**
 * The operations of one process for both entry points. Arguments and results are plain values; every error is a
 * ProviderError.
 */
export class Operations {
  private readonly shared;

  /** @param readSources returns the sources of settings. Throws if they cannot be used. */
  constructor(
    private readonly readSources: () => readonly Source[],
    private readonly engine: Engine,
  ) {
    const sources = () => this.sources();
    this.shared = {
      adoptions: new Adoptions(engine.address),
      filterPolicy: () => resolveFilterPolicy(sources()),
      impact: new ImpactPreview(() => firstOf(sources(), "directory"), engine),
      previewChecks: () => readSetting(sources(), "previewChecks"),
      warn: engine.warn,
      status: engine.status,
    };
  }

  /** @param secretNames the arguments that the program marked as secrets */
  check(olds: Properties, news: Properties, secretNames: readonly string[]): Promise<CheckResult> {
    const isFilterSecret = secretNames.includes("filter");
    const context = { ...this.shared, isFilterSecret, connect: () => this.context() };
    return withProviderErrors(() =>
      hideSecretInputs(secretNames, olds, news, () => check(context, olds, news)),
    );
  }

  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult> {
    return withProviderErrors(async () => {
      let impactReported = Promise.resolve();
      const planned = () => {
        impactReported = this.shared.impact.report(news["displayName"], {
          before: olds["filter"],
          after: news["filter"],
        });
      };
      const result = diff({ ...this.shared, planned }, id, olds, news);
      await impactReported;
      return result;
    });
  }

  create(inputs: Properties): Promise<{ id: string; outs: State }> {
    return withProviderErrors(() => create(this.context(), inputs));
  }

  read(id: string, properties: Properties): Promise<ReadResult> {
    return withProviderErrors(() => read(this.context(), id, properties));
  }

  update(id: string, olds: Properties, news: Properties): Promise<{ outs: State }> {
    return withProviderErrors(() => update(this.context(), id, olds, news));
  }

  delete(id: string, properties: Properties): Promise<void> {
    return withProviderErrors(() => remove(this.context(), id, properties));
  }

  /** Returns what a preview shows as the result of create. */
  previewCreate(inputs: Properties): State {
    return expectedAfterCreate(inputs);
  }

  /** Returns what a preview shows as the result of update. */
  previewUpdate(olds: Properties, news: Properties): Promise<State> {
    return withProviderErrors(() => expectedAfterUpdate(this.shared.filterPolicy, olds, news));
  }

  private sources(): readonly Source[] {
    const sources = this.readSources();
    findFormerNames(sources).forEach((text) => void this.engine.warn(text));
    return sources;
  }

  private context(): Context {
    return { ...connect(this.sources(), this.engine.status), ...this.shared };
  }
}
