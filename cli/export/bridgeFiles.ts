import { importFile, programFile } from "../codegen";
import type { ExportedMapping } from "./readExportPlan";
import { BRIDGE_TYPE } from "../stack";
import { linesIf, type NewFile } from "../io";

/** Returns the program and the import file with which @pulumi/confluentcloud takes over the mappings. */
export function bridgeFiles(mappings: readonly ExportedMapping[]): NewFile[] {
  const declared = mappings.map(({ name, inputs, protect, retainOnDelete }) => ({
    name,
    inputs,
    options: [...linesIf(protect, "protect"), ...linesIf(retainOnDelete, "retainOnDelete")],
  }));
  // For `pulumi import -f`: the provider reads the other properties itself.
  const resources = mappings.map(({ name, id }) => ({ type: BRIDGE_TYPE, name, id }));
  return [
    programFile("export", 'import { GroupMapping } from "@pulumi/confluentcloud";', declared),
    importFile(resources),
  ];
}
