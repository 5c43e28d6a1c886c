import { declarationOf } from "../codegen/declaration";
import { identifiersFor } from "../codegen/identifiers";
import type { LeavingMapping } from "./leavingMappings";
import { BRIDGE_TYPE } from "../stack/stackExport";
import type { NewFile } from "../io/writeFiles";

/** The program and the import file by which @pulumi/confluentcloud takes the mappings over. */
export function bridgeFiles(mappings: readonly LeavingMapping[]): NewFile[] {
  return [
    { name: "mappings.ts", content: programOf(mappings) },
    { name: "import.json", content: importFileOf(mappings) },
  ];
}

function programOf(mappings: readonly LeavingMapping[]): string {
  const identifiers = identifiersFor(mappings.map(({ name }) => name));
  const declarations = mappings.map(({ name, inputs, protect, retainOnDelete }, index) =>
    declarationOf(
      identifiers[index] ?? "",
      name,
      [
        ["displayName", inputs.displayName],
        // That provider takes an empty description for none.
        ...(inputs.description === "" ? [] : [["description", inputs.description] as const]),
        ["filter", inputs.filter],
      ],
      [...(protect ? ["protect"] : []), ...(retainOnDelete ? ["retainOnDelete"] : [])],
    ),
  );
  return [
    "// Written by `pulumi-confluent-sso export`, and yours from here on.",
    'import { GroupMapping } from "@pulumi/confluentcloud";',
    ...declarations.map((declaration) => `\n${declaration}`),
    "",
  ].join("\n");
}

/** For `pulumi import -f`: that provider reads the rest itself. */
function importFileOf(mappings: readonly LeavingMapping[]): string {
  const resources = mappings.map(({ name, id }) => ({ type: BRIDGE_TYPE, name, id }));
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}
