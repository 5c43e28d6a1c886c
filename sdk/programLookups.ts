import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type * as ProviderLookups from "../provider/lookups";
import type { Lookups } from "../provider/lookups";
import { RESOURCE_TYPE } from "./dynamicProvider";
import { warnOfPlainTextCredentials } from "./plainTextCredentials";
import { configurationOf, type Provider } from "./provider";
import { runError } from "./runError";

/** How a look-up is made. */
export interface LookupOptions {
  /** The organisation to look in. Default: the `parent`'s Provider; without one the settings in force for the stack. */
  readonly provider?: Provider | undefined;
  /** The resource whose Provider is taken where `provider` is not given. */
  readonly parent?: pulumi.Resource | undefined;
}

/** Output has it and does not declare it. */
interface Knowable<Value> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<Value>;
}

/** Stands for the run of a program where there is no engine: then there is one run a process. */
const WITHOUT_ENGINE = {};

/** The Provider in force for a look-up; undefined for the settings of the stack. */
export function providerFor({ provider, parent }: LookupOptions): pulumi.ProviderResource | undefined {
  return provider ?? parent?.getProvider(RESOURCE_TYPE);
}

/**
 * The settings in force for a look-up, by their keys in the stack configuration. That a Provider's are secrets makes no
 * secret of what is found with them.
 *
 * @throws pulumi.RunError where the provider is none of ours
 */
export function settingsFor(opts: LookupOptions): pulumi.Output<Readonly<Record<string, unknown>>> {
  const provider = providerFor(opts);
  if (provider === undefined) {
    return pulumi.output(pulumi.runtime.allConfig());
  }
  const configuration = configurationOf(provider);
  if (configuration === undefined) {
    throw runError(
      "Group mappings cannot be looked up with this provider: it must be a Provider of pulumi-confluent-sso, and of the " +
        "same copy of the package. Give one as the option `provider`.",
    );
  }
  return pulumi.unsecret(pulumi.output(configuration));
}

/**
 * Looks something up in the organisation that is meant. The program is kept running meanwhile: what it does with the
 * result may be to declare resources.
 *
 * @throws pulumi.RunError, which Pulumi shows without a stack trace
 */
export async function lookupsFor<Result>(
  opts: LookupOptions,
  use: (lookups: Lookups) => Promise<Result>,
): Promise<Result> {
  warnOfPlainTextCredentials();
  const done = pulumi.runtime.rpcKeepAlive();
  try {
    const configuration = await known(settingsFor(opts));
    const run = pulumi.runtime.getMonitor() ?? WITHOUT_ENGINE;
    const status = (text: string) => void pulumi.log.info(text, undefined, undefined, true);
    const lookUp = async () => use(loadLookups().lookupsOf({ run, configuration, status }));
    return await lookUp().catch((error: unknown) => {
      throw runError(error instanceof Error ? error.message : String(error));
    });
  } finally {
    done();
  }
}

/**
 * @throws pulumi.RunError where a preview does not know the settings yet; whatever what they come from ends with, for
 * that is told as it is
 */
async function known<Value>(output: pulumi.Output<Value>): Promise<Value> {
  const knowable = output as unknown as Knowable<Value>;
  if (!(await knowable.isKnown)) {
    throw runError(
      "Group mappings cannot be looked up yet: an argument of the Provider is not known before `pulumi up` has created " +
        "what it comes from. Use getGroupMappingOutput or getGroupMappingsOutput, whose result is then not known either.",
    );
  }
  return knowable.promise();
}

/** The provider's code, with the HTTP client: programs that look nothing up never load it. */
function loadLookups(): typeof ProviderLookups {
  return createRequire(__filename)("../provider/lookups") as typeof ProviderLookups;
}
