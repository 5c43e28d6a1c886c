import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type * as ProviderLookups from "../provider/lookups";
import { roleBindingPrincipalOf } from "../provider/wire/properties";
import { RESOURCE_TYPE } from "./dynamicProvider";
import { warnOfPlainTextCredentials } from "./programChecks";
import { configurationOf, type Provider } from "./provider";
import { runError } from "./runError";

/** Options of a lookup. */
export interface LookupOptions {
  /** The Provider of the organization. Default: that of `parent`, or else the settings of the stack. */
  readonly provider?: Provider | undefined;
  /** The resource whose Provider is used if `provider` is not set. */
  readonly parent?: pulumi.Resource | undefined;
}

/** Members of Output that it does not declare. */
interface Knowable<Value> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<Value>;
}

/** The run of a program without an engine. */
const WITHOUT_ENGINE = {};

/** Returns the Provider of a lookup; undefined for the settings of the stack. */
export function providerFor({ provider, parent }: LookupOptions): pulumi.ProviderResource | undefined {
  return provider ?? parent?.getProvider(RESOURCE_TYPE);
}

/**
 * Returns the settings of a lookup, by their keys in the stack configuration. The mappings that it finds are not secret.
 * @throws {pulumi.RunError} If the provider is not a Provider of this package.
 */
export function settingsFor(opts: LookupOptions): pulumi.Output<Readonly<Record<string, unknown>>> {
  const provider = providerFor(opts);
  if (provider === undefined) {
    return pulumi.output(pulumi.runtime.allConfig());
  }
  const configuration = configurationOf(provider);
  if (configuration === undefined) {
    throw runError(
      "Group mappings cannot be looked up with this provider: it must be a Provider from the same copy of " +
        "pulumi-confluent-sso. Pass one as the option `provider`.",
    );
  }
  return pulumi.unsecret(pulumi.output(configuration));
}

/** Runs a lookup, and keeps the program alive until it ends: the result may be for a resource. @throws {pulumi.RunError} */
export async function lookupsFor<Result>(
  opts: LookupOptions,
  use: (lookups: ProviderLookups.Lookups) => Promise<Result>,
): Promise<Result> {
  warnOfPlainTextCredentials();
  const done = pulumi.runtime.rpcKeepAlive();
  try {
    const configuration = await known(settingsFor(opts));
    const run = pulumi.runtime.getMonitor() ?? WITHOUT_ENGINE;
    const status = (text: string) => void pulumi.log.info(text, undefined, undefined, true);
    const warn = async (text: string) => pulumi.log.warn(text);
    const lookUp = async () => use(loadLookups().lookupsOf({ run, configuration, status, warn }));
    return await lookUp().catch((error: unknown) => {
      throw runError(error instanceof Error ? error.message : String(error));
    });
  } finally {
    done();
  }
}

/** Keeps the values of secrets out of the errors of lookups. */
export function hideInErrors(values: readonly string[]): void {
  for (const value of values) {
    loadLookups().secrets.addInput(value);
  }
}

/** @throws {pulumi.RunError} If a preview does not know the settings yet. Errors of the Output are passed on. */
async function known<Value>(output: pulumi.Output<Value>): Promise<Value> {
  const knowable = output as unknown as Knowable<Value>;
  if (!(await knowable.isKnown)) {
    throw runError(
      "Group mappings cannot be looked up yet: an argument of the Provider is not known before `pulumi up` has created " +
        "the resource that it comes from. Use getGroupMappingOutput or getGroupMappingsOutput. Their results are then unknown, too.",
    );
  }
  return knowable.promise();
}

/** Loads the code of the provider with its HTTP client, which programs without lookups do not need. */
function loadLookups(): typeof ProviderLookups {
  return createRequire(__filename)("../provider/lookups") as typeof ProviderLookups;
}

/** Returns the mapping that the mocks return, completed. */
export async function mockedMapping(
  wanted: { id: string } | { displayName: string },
  opts: LookupOptions,
): Promise<ProviderLookups.GetGroupMappingResult> {
  return complete({ ...wanted, ...(await call("getGroupMapping", wanted, opts)) });
}

/** Returns the `mappings` that the mocks return. Default: none. */
export async function mockedMappings(
  displayName: string | undefined,
  opts: LookupOptions,
): Promise<readonly ProviderLookups.GetGroupMappingResult[]> {
  const { mappings = [] } = await call("getGroupMappings", { displayName }, opts);
  return (mappings as Partial<ProviderLookups.GetGroupMappingResult>[]).map(complete);
}

async function call(name: string, args: pulumi.Inputs, opts: LookupOptions): Promise<pulumi.Inputs> {
  const provider = providerFor(opts);
  const options = provider === undefined ? {} : { provider };
  return (await pulumi.runtime.invoke(`confluent-sso:index:${name}`, args, options)) as pulumi.Inputs;
}

function complete(
  mapping: Partial<ProviderLookups.GetGroupMappingResult>,
): ProviderLookups.GetGroupMappingResult {
  const { id } = mapping;
  const follows = id === undefined ? {} : { roleBindingPrincipal: roleBindingPrincipalOf(id) };
  return Object.freeze({ ...follows, ...mapping }) as ProviderLookups.GetGroupMappingResult;
}
