import { join } from "node:path";
import { hclText, numberedSteps, readableName, shellWord, uniqueNames, wordsIn } from "../codegen";
import { linesIf, type NewFile } from "../io";
import { detachSteps, type ExportedMapping, type ExportPlan } from "./readExportPlan";

/** Returns the configuration with which Terraform takes over the mappings. */
export function terraformFiles(mappings: readonly ExportedMapping[]): NewFile[] {
  const names = uniqueNames(mappings.map((mapping) => ({ name: terraformName(mapping), id: mapping.id })));
  const named = mappings
    .map((mapping) => ({ ...mapping, name: names.get(mapping.id) ?? mapping.id }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return [
    { name: "group-mappings.tf", content: named.map(resourceOf).join("\n") },
    // Can be deleted after `terraform apply`.
    { name: "imports.tf", content: named.map(importOf).join("\n") },
    // A configuration can declare a provider only once.
    { name: "versions.tf", content: VERSIONS },
  ];
}

/** Letters, digits, `_`, and `-`, not starting with a digit. Source: "Identifiers" in Terraform's configuration syntax. */
function terraformName({ name, id, inputs }: ExportedMapping): string {
  const words = wordsIn(readableName(name, inputs.displayName));
  const joined = (words.length === 0 ? wordsIn(id) : words).join("_").toLowerCase();
  return /^\p{ID_Start}/u.test(joined) ? joined : `mapping_${joined}`;
}

function resourceOf({ name, inputs, protect }: ExportedMapping): string {
  const { displayName, description, filter } = inputs;
  return [
    `resource "confluent_group_mapping" "${name}" {`,
    `  display_name = ${hclText(displayName)}`,
    // The Terraform provider treats an empty description like a missing one.
    ...linesIf(description !== "", `  description  = ${hclText(description)}`),
    `  filter       = ${hclText(filter)}`,
    ...linesIf(protect, "", "  lifecycle {", "    prevent_destroy = true", "  }"),
    "}",
    "",
  ].join("\n");
}

function importOf({ name, id }: ExportedMapping): string {
  return `import {\n  to = confluent_group_mapping.${name}\n  id = ${hclText(id)}\n}\n`;
}

/** Version 2.21 is the first version that can update the filter of a mapping. */
const VERSIONS = `terraform {
  required_version = ">= 1.5"

  required_providers {
    confluent = {
      source  = "confluentinc/confluent"
      version = "~> 2.21"
    }
  }
}
`;

/** Returns the commands to run after an export to Terraform, with shell comments. */
export function terraformNextSteps(plan: ExportPlan, folder: string): string {
  const terraform = folder === "." ? "terraform" : `terraform -chdir=${shellWord(folder)}`;
  return numberedSteps([
    [
      "Verify that every mapping is imported and none is changed:",
      "#    (If the configuration already declares the provider, remove versions.tf first.)",
      `${terraform} init`,
      `${terraform} plan`,
    ],
    ["Import the mappings into its state:", `${terraform} apply`],
    ...detachSteps(plan),
    ["Delete the import blocks:", `rm ${shellWord(join(folder, "imports.tf"))}`],
  ]);
}
