import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { GetGroupMappingResult } from "../provider/lookups";
import { roleBindingPrincipalOf } from "../provider/wire/properties";
import { type LookupOptions, providerFor } from "./programLookups";

/** By these the `call` of a user's mocks knows look-ups. */
const ONE = "confluent-sso:index:getGroupMapping";
const MANY = "confluent-sso:index:getGroupMappings";

/** Whether this is a unit test, with `pulumi.runtime.setMocks`: then nothing may go to the network. */
export function isMocked(): boolean {
  return pulumi.runtime.getMonitor() instanceof MockMonitor;
}

/** What the mocks answer, with what follows from it. */
export async function mockedMapping(
  wanted: { id: string } | { displayName: string },
  opts: LookupOptions,
): Promise<GetGroupMappingResult> {
  return complete({ ...wanted, ...(await call(ONE, wanted, opts)) });
}

/** What the mocks answer as `mappings`; where they answer nothing, none. */
export async function mockedMappings(
  displayName: string | undefined,
  opts: LookupOptions,
): Promise<readonly GetGroupMappingResult[]> {
  const { mappings = [] } = await call(MANY, { displayName }, opts);
  return (mappings as Partial<GetGroupMappingResult>[]).map(complete);
}

async function call(token: string, args: pulumi.Inputs, opts: LookupOptions): Promise<pulumi.Inputs> {
  const provider = providerFor(opts);
  return (await pulumi.runtime.invoke(
    token,
    args,
    provider === undefined ? {} : { provider },
  )) as pulumi.Inputs;
}

function complete(mapping: Partial<GetGroupMappingResult>): GetGroupMappingResult {
  const { id } = mapping;
  return Object.freeze({
    ...(id !== undefined && { roleBindingPrincipal: roleBindingPrincipalOf(id) }),
    ...mapping,
  }) as GetGroupMappingResult;
}
