import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import type { ImportedMapping } from "./matchUp";

/**
 * The file for `pulumi import -f`: both the inputs and the outputs of each resource, so that the engine has nothing to
 * read. It could not: it calls a dynamic provider's read without `__provider`, which says where the provider is.
 *
 * Source: `pulumi import` of the Pulumi CLI from 3.254 on.
 */
export function importFile(mappings: readonly ImportedMapping[]): string {
  const resources = mappings.map(({ name, id, inputs, state }) => ({
    type: RESOURCE_TYPE,
    name,
    id,
    inputs: { __provider: PROVIDER_REFERENCE, ...inputs },
    outputs: { __provider: PROVIDER_REFERENCE, ...state },
  }));
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}
