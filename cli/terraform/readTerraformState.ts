import { textOf } from "../../provider/wire";
import { resourceNameOf, shellWord } from "../codegen";
import {
  type ImportSource,
  linesIf,
  readJsonFile,
  referencesIn,
  type SourceMapping,
  type TextFile,
  uniqueById,
  UsageError,
} from "../io";
import { assertTerraformState } from "./assertTerraformState";
import { type TerraformInstance, terraformInstances } from "./terraformInstances";

const TYPE = "confluent_group_mapping";

type ManagedInstance = TerraformInstance & { readonly id: string };

/**
 * Reads the resources `confluent_group_mapping` in a state of Terraform or OpenTofu, also those with count or for_each
 * and in modules. Their names come from their addresses.
 *
 * Source: "State Snapshot Storage" of Terraform, format 4.
 *
 * @throws {UsageError} If it is not such a file, or has no such resource.
 */
export function readTerraformState(file: TextFile): ImportSource {
  const state = readJsonFile(file, "`terraform state pull > terraform.tfstate` writes one.");
  assertTerraformState(state, file.name);
  const instances = terraformInstances(state);
  const ours = instances.filter(({ type }) => type === TYPE);
  const others = instances.filter(({ type }) => type !== TYPE);
  const managed = ours.filter(isManaged);
  const firsts = uniqueById(managed);
  const addresses = new Map(firsts.map(({ id, address }) => [id, address]));
  const remarks = ours.flatMap((instance) => remarksOn(instance, addresses));
  if (managed.length === 0) {
    throw new UsageError(
      [
        `Cannot import from ${file.name}: it has no resource ${TYPE} that exists` +
          ` (and ${others.length} others). Is it the state of the right workspace?`,
        ...remarks,
      ].join("\n"),
    );
  }
  const blocks = new Set(managed.map(({ block }) => block));
  return {
    file: file.name,
    mappings: firsts.map(mappingOf),
    detachCommands: [...blocks].map((block) =>
      stateRm(managed.filter((instance) => instance.block === block)),
    ),
    remarks: [
      ...remarks,
      ...others.flatMap((other) => referenceRemarks(other, addresses, blocks)),
      "Remove from the Terraform configuration, together with its state, or the next apply creates the mappings again: " +
        `${[...blocks].join(", ")}.`,
    ],
  };
}

function isManaged(instance: TerraformInstance): instance is ManagedInstance {
  return !instance.deposed && instance.id !== undefined;
}

/** @param addresses the address at which each id is imported */
function remarksOn(instance: TerraformInstance, addresses: ReadonlyMap<string, string>): string[] {
  const { address, id, deposed, tainted } = instance;
  if (deposed) {
    return [
      `${address} has a deposed object, ${id ?? "without an id"}: Terraform has replaced it and means to destroy it. ` +
        "It is not imported, and `terraform state rm` would forget it: let Terraform destroy it first.",
    ];
  }
  if (id === undefined) {
    return [`${address} has no id: it was never created. It is not imported.`];
  }
  const first = addresses.get(id) ?? address;
  const sensitive = instance.sensitive.filter((name) => Object.hasOwn(instance.attributes, name));
  return [
    ...linesIf(first !== address, `${address} is the same mapping as ${first}, ${id}. It is imported once.`),
    ...linesIf(
      tainted,
      `${address} is tainted: Terraform means to replace it. It is imported as it is, ${id}.`,
    ),
    ...linesIf(
      sensitive.length > 0,
      `${address}: ${sensitive.join(", ")} is marked as sensitive in Terraform; the program written here holds it in ` +
        "plain text.",
    ),
  ];
}

function mappingOf({ words, id, attributes }: ManagedInstance): SourceMapping {
  return {
    name: resourceNameOf(words.join(" "), id),
    id,
    displayName: textOf(attributes["display_name"]),
    description: textOf(attributes["description"]),
    filter: textOf(attributes["filter"]),
  };
}

/** One command for each block, because each costs Terraform a lock and a write of the whole state. */
function stateRm(instances: readonly ManagedInstance[]): string {
  const addresses = instances.map(({ address }) => shellWord(address)).join(" ");
  return `${instances[0]?.program ?? "terraform"} state rm ${addresses}`;
}

function referenceRemarks(
  { address, attributes, dependencies }: TerraformInstance,
  addresses: ReadonlyMap<string, string>,
  blocks: ReadonlySet<string>,
): string[] {
  const references = referencesIn(attributes, addresses);
  return references.length > 0
    ? references.map(
        ({ property, id }) =>
          `${address} refers to ${addresses.get(id) ?? id} by its ${property}: let it hold the text, with ${id}, ` +
          "or a data source, before the block is removed.",
      )
    : dependencies.filter((block) => blocks.has(block)).map((block) => `${address} depends on ${block}.`);
}
