import { textOf } from "../../provider/wire";
import { hclText, resourceNameOf, shellWord } from "../codegen";
import {
  type Json,
  linesIf,
  objectOf,
  objectsIn,
  readJsonFile,
  referencesIn,
  type TextFile,
  textsIn,
  uniqueById,
  UsageError,
} from "../io";
import type { ImportSource } from "./compareWithOrganization";

const TYPE = "confluent_group_mapping";
const PULL = "`terraform state pull > terraform.tfstate`";

type Instance = ReturnType<typeof instanceOf>;

/**
 * Reads the resources `confluent_group_mapping` in a state of Terraform or OpenTofu, also those with count or for_each
 * and in modules. Their names come from their addresses.
 *
 * Source: "State Snapshot Storage" of Terraform, format 4.
 */
export function readTerraformState(file: TextFile): ImportSource {
  const state = readJsonFile(file, `${PULL} writes one.`);
  const instances = objectsIn(state["resources"])
    .filter(({ mode }) => mode === "managed")
    .flatMap((resource) =>
      objectsIn(resource["instances"])
        // Terraform has replaced a deposed object, and is going to destroy it.
        .filter(({ deposed }) => deposed === undefined)
        .map((instance) => instanceOf(resource, instance)),
    );
  const others = instances.filter(({ type }) => type !== TYPE);
  const managed = instances.flatMap(({ id, ...more }) =>
    id === undefined || more.type !== TYPE ? [] : [{ id, ...more }],
  );
  const problem = problemWith(state, managed.length, others.length);
  if (problem !== undefined) {
    throw new UsageError(`Cannot import from ${file.name}: ${problem}`);
  }
  const mappings = uniqueById(managed);
  const addresses = new Map(mappings.map(({ id, address }) => [id, address]));
  const blocks = [...new Set(managed.map(({ block }) => block))];
  return {
    file: file.name,
    mappings: mappings.map(({ name, id, attributes }) => ({
      name: resourceNameOf(name, id),
      id,
      displayName: textOf(attributes["display_name"]),
      description: textOf(attributes["description"]),
      filter: textOf(attributes["filter"]),
    })),
    // One command, because each costs Terraform a lock and a write of the whole state.
    detachCommands: [
      `${managed[0]?.program ?? "terraform"} state rm ${managed.map(({ address }) => shellWord(address)).join(" ")}`,
    ],
    remarks: [
      ...managed.flatMap(sensitiveRemark),
      ...others.flatMap((other) => referenceRemarks(other, addresses, blocks)),
      ...referencesIn(objectOf(state["outputs"]), addresses).map(
        ({ property, id }) =>
          `The root output ${property} refers to ${addresses.get(id) ?? id}: let it hold the text, with ${id}, ` +
          "or remove it, before the block is removed.",
      ),
      "Remove from the Terraform configuration, together with its state, or the next apply creates the mappings again: " +
        `${blocks.join(", ")}.`,
    ],
  };
}

/** What files without resources of ours are, by a property that only they have. */
const OTHER_FILES = {
  deployment: "it is the export of a Pulumi stack. Give it by --from-stack.",
  encrypted_data:
    "the state is encrypted by OpenTofu. `tofu state pull > decrypted.tfstate`, in the folder of its configuration, " +
    "writes it decrypted; delete that file when the import is done.",
  format_version: `it is what \`terraform show -json\` prints, not the state itself: ${PULL} writes that.`,
  backend:
    "it is where Terraform notes its backend (.terraform/terraform.tfstate); the state is kept there: " +
    `${PULL} fetches it.`,
};

function problemWith(state: Json, mappings: number, others: number): string | undefined {
  const { version } = state;
  const other = Object.entries(OTHER_FILES).find(([property]) => property in state);
  if (other !== undefined) {
    return other[1];
  }
  if (version === undefined) {
    return `it is no Terraform state, for it has no version. ${PULL} writes one.`;
  }
  if (version !== 4) {
    return `the state has format ${JSON.stringify(version)}; this package knows format 4, which ${PULL} writes.`;
  }
  return mappings > 0
    ? undefined
    : `it has no resource ${TYPE} that exists (and ${others} others). Is it the state of the right workspace?`;
}

function instanceOf(resource: Json, instance: Json) {
  const text = (key: string) => textOf(resource[key]) ?? "";
  const [type, name, modules] = [text("type"), text("name"), text("module")];
  const path = modules === "" ? "" : `${modules}.`;
  const key = instance["index_key"];
  const index = typeof key === "string" ? hclText(key) : JSON.stringify(key ?? "");
  const attributes = objectOf(instance["attributes"]);
  // Paths to attributes. The first step is the name: `[[{"type": "get_attr", "value": "filter"}]]`.
  const sensitiveSteps = objectsIn([instance["sensitive_attributes"]].flat(2));
  return {
    type,
    /** As `terraform state list` writes it: `module.iam["eu"].confluent_group_mapping.teams[0]`. */
    address: `${path}${type}.${name}${key === undefined ? "" : `[${index}]`}`,
    /** The address of the block in the configuration, without keys: `module.iam.confluent_group_mapping.teams`. */
    block: `${path.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu, "")}${type}.${name}`,
    /** The words of the address, outermost first: `iam["eu"] teams 0`. */
    name: [modules.replace(/\bmodule\./g, ""), name, typeof key === "string" ? key : index].join(" "),
    id: textOf(attributes["id"]),
    attributes,
    sensitive: textsIn(sensitiveSteps.map(({ value }) => value)),
    dependencies: textsIn(instance["dependencies"]),
    program: text("provider").includes("registry.opentofu.org") ? "tofu" : "terraform",
  };
}

function sensitiveRemark({ address, sensitive }: Pick<Instance, "address" | "sensitive">): string[] {
  return linesIf(
    sensitive.length > 0,
    `${address}: ${sensitive.join(", ")} is marked as sensitive in Terraform; the program written here holds it in ` +
      "plain text.",
  );
}

function referenceRemarks(
  { address, attributes, dependencies }: Instance,
  addresses: ReadonlyMap<string, string>,
  blocks: readonly string[],
): string[] {
  const references = referencesIn(attributes, addresses);
  return references.length > 0
    ? references.map(
        ({ property, id }) =>
          `${address} refers to ${addresses.get(id) ?? id} by its ${property}: let it hold the text, with ${id}, ` +
          "or a data source, before the block is removed.",
      )
    : dependencies
        .filter((block) => blocks.includes(block))
        .map((block) => `${address} depends on ${block}.`);
}
