import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { importFile, programFile } from "../codegen";
import type { NewFile } from "../io";
import type { ImportedMapping } from "./compareWithOrganization";

/**
 * Returns the program that declares the mappings and, unless `adopt` is true, the file for `pulumi import -f`.
 *
 * The file contains the inputs and outputs of each resource, because the engine cannot read them: it calls `read` of a
 * dynamic provider without `__provider`, which identifies the provider.
 *
 * Source: `pulumi import` in Pulumi CLI 3.254 and later.
 */
export function importFiles(mappings: readonly ImportedMapping[], adopt: boolean): NewFile[] {
  const declared = mappings.map((mapping) => ({ ...mapping, adoptId: adopt ? mapping.id : undefined }));
  const program = programFile("import", 'import { GroupMapping } from "pulumi-confluent-sso";', declared);
  const resources = mappings.map(({ name, id, inputs, state }) => ({
    type: RESOURCE_TYPE,
    name,
    id,
    inputs: { __provider: PROVIDER_REFERENCE, ...inputs },
    outputs: { __provider: PROVIDER_REFERENCE, ...state },
  }));
  return adopt ? [program] : [program, importFile(resources)];
}
