import * as pulumi from "@pulumi/pulumi";
import type { GetGroupMappingResult } from "../provider/lookups";
import { roleBindingPrincipalOf } from "../provider/wire/properties";
import { type LookupOptions, providerFor } from "./programLookups";

/** Returns the mapping that the mocks return, completed. */
export async function mockedMapping(
  wanted: { id: string } | { displayName: string },
  opts: LookupOptions,
): Promise<GetGroupMappingResult> {
  return complete({ ...wanted, ...(await call("getGroupMapping", wanted, opts)) });
}

/** Returns the `mappings` that the mocks return. Default: none. */
export async function mockedMappings(
  displayName: string | undefined,
  opts: LookupOptions,
): Promise<readonly GetGroupMappingResult[]> {
  const { mappings = [] } = await call("getGroupMappings", { displayName }, opts);
  return (mappings as Partial<GetGroupMappingResult>[]).map(complete);
}

async function call(name: string, args: pulumi.Inputs, opts: LookupOptions): Promise<pulumi.Inputs> {
  const provider = providerFor(opts);
  const options = provider === undefined ? {} : { provider };
  return (await pulumi.runtime.invoke(`confluent-sso:index:${name}`, args, options)) as pulumi.Inputs;
}

function complete(mapping: Partial<GetGroupMappingResult>): GetGroupMappingResult {
  const { id } = mapping;
  const follows = id === undefined ? {} : { roleBindingPrincipal: roleBindingPrincipalOf(id) };
  return Object.freeze({ ...follows, ...mapping }) as GetGroupMappingResult;
}
