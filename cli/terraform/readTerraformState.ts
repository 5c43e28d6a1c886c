import { filledText, type Json, readJsonFile } from "../io/readJsonFile";
import { referencesIn } from "../io/referencesIn";
import type { TextFile } from "../io/readText";
import { resourceNameOf } from "../codegen/resourceNames";
import { shellWord } from "../codegen/shellCommands";
import type { ImportSource, SourceMapping } from "../io/importSource";
import { UsageError } from "../io/exitCodes";
import { terraformInstances, type TerraformInstance } from "./terraformInstances";
import { assertTerraformState } from "./assertTerraformState";

const TYPE = "confluent_group_mapping";

interface Taken {
  readonly instance: TerraformInstance;
  readonly mapping: SourceMapping;
}

/**
 * The group mappings in a state of Terraform or OpenTofu: resources `confluent_group_mapping` with count, for_each and in
 * modules. Names come from the addresses; `detachCommands` are the commands `terraform state rm`.
 *
 * Source: "State Snapshot Storage" of Terraform, format 4.
 *
 * @throws UsageError where the file is none, or has no such resource
 */
export function readTerraformState(file: TextFile): ImportSource {
  const fileName = file.name;
  const state = readJsonFile(file, "`terraform state pull > terraform.tfstate` writes one.");
  assertTerraformState(state, fileName);
  const instances = terraformInstances(state);
  const ours = instances.filter(({ type }) => type === TYPE);
  const { taken, remarks } = take(ours);
  if (taken.length === 0) {
    throw new UsageError(
      [
        `Cannot import from ${fileName}: it has no resource ${TYPE} that exists` +
          ` (and ${instances.length - ours.length} others). Is it the state of the right workspace?`,
        ...remarks,
      ].join("\n"),
    );
  }
  const others = instances.filter(({ type }) => type !== TYPE);
  const firsts = firstOfEach(taken);
  return {
    // A mapping that stands there twice is let go of twice, and imported once.
    mappings: firsts.map(({ mapping }) => mapping),
    detachCommands: detachCommandsOf(taken),
    remarks: [...remarks, ...referenceRemarks(others, firsts), blocksToRemove(taken)],
  };
}

/** What is imported, and what there is to say of what is not, or not as it seems. */
function take(instances: readonly TerraformInstance[]): { taken: Taken[]; remarks: string[] } {
  const taken: Taken[] = [];
  const remarks: string[] = [];
  const addresses = new Map<string, string>();
  for (const instance of instances) {
    const { address, attributes } = instance;
    const id = filledText(attributes["id"]);
    if (instance.deposed) {
      remarks.push(
        `${address} has a deposed object, ${id ?? "without an id"}: Terraform has replaced it and means to destroy it. ` +
          "It is not imported, and `terraform state rm` would forget it: let Terraform destroy it first.",
      );
      continue;
    }
    if (id === undefined) {
      remarks.push(`${address} has no id: it was never created. It is not imported.`);
      continue;
    }
    taken.push({ instance, mapping: mappingOf(instance, id) });
    const first = addresses.get(id);
    addresses.set(id, first ?? address);
    if (first !== undefined) {
      remarks.push(`${address} is the same mapping as ${first}, ${id}. It is imported once.`);
    }
    if (instance.tainted) {
      remarks.push(`${address} is tainted: Terraform means to replace it. It is imported as it is, ${id}.`);
    }
    const sensitive = instance.sensitive.filter((name) => Object.hasOwn(attributes, name));
    if (sensitive.length > 0) {
      remarks.push(
        `${address}: ${sensitive.join(", ")} is marked as sensitive in Terraform; the program written here holds it in ` +
          "plain text.",
      );
    }
  }
  return { taken, remarks };
}

function mappingOf({ words, attributes }: TerraformInstance, id: string): SourceMapping {
  return {
    name: resourceNameOf(words.join(" "), id),
    id,
    displayName: textOf(attributes, "display_name"),
    description: textOf(attributes, "description"),
    filter: textOf(attributes, "filter"),
  };
}

function textOf(attributes: Json, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === "string" ? value : undefined;
}

function firstOfEach(taken: readonly Taken[]): Taken[] {
  const seen = new Set<string>();
  return taken.filter(({ mapping: { id } }) => !seen.has(id) && seen.add(id));
}

/** One command for each block: each costs Terraform a lock and a write of the whole state. */
function detachCommandsOf(taken: readonly Taken[]): string[] {
  const commands = new Map<string, string>();
  for (const { instance } of taken) {
    const command = commands.get(instance.block) ?? `${instance.program} state rm`;
    commands.set(instance.block, `${command} ${shellWord(instance.address)}`);
  }
  return [...commands.values()];
}

/** What else in the state names the mappings, or depends on their blocks. */
function referenceRemarks(others: readonly TerraformInstance[], taken: readonly Taken[]): string[] {
  const addresses = new Map(taken.map(({ instance, mapping }) => [mapping.id, instance.address]));
  const blocks = new Set(taken.map(({ instance }) => instance.block));
  return others.flatMap((other) => {
    const mentions = referencesIn(other.attributes, new Set(addresses.keys()));
    if (mentions.length > 0) {
      return mentions.map(
        ({ property, id }) =>
          `${other.address} refers to ${addresses.get(id) ?? id} by its ${property}: let it hold the text, with ${id}, ` +
          "or a data source, before the block is removed.",
      );
    }
    return other.dependencies
      .filter((block) => blocks.has(block))
      .map((block) => `${other.address} depends on ${block}.`);
  });
}

function blocksToRemove(taken: readonly Taken[]): string {
  const blocks = [...new Set(taken.map(({ instance }) => instance.block))];
  return (
    "Remove from the Terraform configuration, together with its state, or the next apply creates the mappings again: " +
    `${blocks.join(", ")}.`
  );
}
