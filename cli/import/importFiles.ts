import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { importFile, programFile } from "../codegen";
import type { NewFile } from "../io";
import type { ImportedMapping } from "./compareWithOrganization";

/**
 * Returns the program that declares the mappings and, unless `adopt` is true, the file for `pulumi import -f` (CLI 3.254).
 * The file contains inputs and outputs, because the engine calls `read` of a dynamic provider without `__provider`.
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
