import { INPUT_NAMES } from "../../provider/wire/state";
import { hclText } from "../terraform/hclText";
import { wordsIn } from "../codegen/identifiers";
import type { ExportedMapping } from "./readExportPlan";
import { uniqueNames } from "../codegen/resourceNames";
import type { NewFile } from "../io/writeFiles";

/**
 * The configuration by which Terraform takes the mappings over: resources, and `import` blocks for them (Terraform 1.5).
 *
 * The import blocks are apart, for they may go once they are applied; so is what names the provider, for a
 * configuration may do that but once.
 */
export function terraformFiles(mappings: readonly ExportedMapping[]): NewFile[] {
  const names = uniqueNames(mappings.map(({ name, id }) => ({ name: terraformName(name, id), id })));
  const named = mappings.map((mapping) => ({ mapping, name: names.get(mapping.id) ?? mapping.id }));
  return [
    { name: "group-mappings.tf", content: named.map(resourceOf).join("\n") },
    { name: "imports.tf", content: named.map(importOf).join("\n") },
    { name: "versions.tf", content: VERSIONS },
  ];
}

/**
 * What Terraform would change, a line each: it keeps every text in Unicode's form NFC, so that it sees no difference, and
 * sends the text in that form with its next change. A filter goes by the exact characters.
 */
export function changedByTerraform(mappings: readonly ExportedMapping[]): string[] {
  return mappings.flatMap(({ name, inputs }) => {
    const changed = INPUT_NAMES.filter((property) => inputs[property] !== inputs[property].normalize("NFC"));
    return changed.length === 0
      ? []
      : [
          `${name}: Terraform will rewrite its ${changed.join(", ")} in Unicode's form NFC with the next change. A group ` +
            "whose name is written in another form is then no longer meant.",
        ];
  });
}

/**
 * A name for Terraform, which takes letters, digits, `_` and `-`, and no digit at the beginning.
 *
 * Source: "Identifiers" of Terraform's configuration syntax.
 */
function terraformName(name: string, id: string): string {
  const words = wordsIn(name);
  const joined = (words.length === 0 ? wordsIn(id) : words).join("_").toLowerCase();
  return /^\p{ID_Start}/u.test(joined) ? joined : `mapping_${joined}`;
}

function resourceOf({ mapping, name }: { mapping: ExportedMapping; name: string }): string {
  const { displayName, description, filter } = mapping.inputs;
  return [
    `resource "confluent_group_mapping" "${name}" {`,
    `  display_name = ${hclText(displayName)}`,
    // That provider takes an empty description for none.
    ...(description === "" ? [] : [`  description  = ${hclText(description)}`]),
    `  filter       = ${hclText(filter)}`,
    ...(mapping.protect ? ["", "  lifecycle {", "    prevent_destroy = true", "  }"] : []),
    "}",
    "",
  ].join("\n");
}

function importOf({ mapping, name }: { mapping: ExportedMapping; name: string }): string {
  return [
    "import {",
    `  to = confluent_group_mapping.${name}`,
    `  id = ${hclText(mapping.id)}`,
    "}",
    "",
  ].join("\n");
}

const VERSIONS = `terraform {
  required_version = ">= 1.5"

  required_providers {
    confluent = {
      source = "confluentinc/confluent"
    }
  }
}
`;
