import type { ExportedMapping } from "../../cli/export";
import { ODD_MAPPINGS } from "./oddMappings";

/** Returns a mapping to export. */
export function leaving(name: string, more: Partial<ExportedMapping> = {}): ExportedMapping {
  return {
    name,
    id: `group-${name}`,
    inputs: { displayName: "Admins", description: "", filter: "admins" },
    protect: false,
    retainOnDelete: false,
    ...more,
  };
}

/** The mappings with unusual text, each named by its display name. */
export const ODD_LEAVING: readonly ExportedMapping[] = ODD_MAPPINGS.map(
  ({ display_name: displayName, description, filter }, index) =>
    leaving(`${displayName}${index}`, {
      id: `group-odd${index}`,
      inputs: { displayName, description, filter },
      protect: index % 2 === 0,
      retainOnDelete: index % 3 === 0,
    }),
);
