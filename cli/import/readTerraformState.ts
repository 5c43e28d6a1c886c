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
 * Reads the mappings from a Terraform or OpenTofu state, including those with count or for_each and those in modules.
 * Source: "State Snapshot Storage" in the Terraform documentation, format 4.
 */
export function readTerraformState(file: TextFile): ImportSource {
  const state = readJsonFile(file, `Run ${PULL}.`);
  const instances = objectsIn(state["resources"])
    .filter(({ mode }) => mode === "managed")
    .flatMap((resource) =>
      objectsIn(resource["instances"])
        // Terraform has replaced a deposed object and will destroy it.
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
    // One command, because each one locks and rewrites the whole state.
    detachCommands: [
      `${managed[0]?.program ?? "terraform"} state rm ${managed.map(({ address }) => shellWord(address)).join(" ")}`,
    ],
    remarks: [
      ...managed.flatMap(({ address, sensitive }) =>
        linesIf(
          sensitive.length > 0,
          `${address}: ${sensitive.join(", ")} is marked as sensitive in Terraform. The new program contains it in plain text.`,
        ),
      ),
      ...others.flatMap((other) => referenceRemarks(other, addresses, blocks)),
      ...referencesIn(objectOf(state["outputs"]), addresses).map(
        ({ property, id }) =>
          `The root output ${property} refers to ${addresses.get(id) ?? id}. Before you remove that block, remove the ` +
          `output, or replace the reference with the literal value (the id is ${id}).`,
      ),
      "When you run `state rm`, also remove these blocks from the configuration, or the next apply creates duplicates: " +
        `${blocks.join(", ")}.`,
    ],
  };
}

/** Problems with other kinds of files, by a property that only they have. */
const OTHER_FILES = {
  deployment: "it is the export of a Pulumi stack. Use --from-stack instead.",
  encrypted_data:
    "the state is encrypted by OpenTofu. Run `tofu state pull > decrypted.tfstate` in the folder of its configuration, " +
    "and delete that file after the import.",
  format_version: `it is what \`terraform show -json\` prints, not a state. Run ${PULL}.`,
  backend:
    "it only stores the backend settings of Terraform (.terraform/terraform.tfstate). To fetch the state, " +
    `run ${PULL}.`,
};

function problemWith(state: Json, mappings: number, others: number): string | undefined {
  const { version } = state;
  const other = Object.entries(OTHER_FILES).find(([property]) => property in state);
  if (other !== undefined) {
    return other[1];
  }
  if (version === undefined) {
    return `it is not a Terraform state, because it has no version. Run ${PULL}.`;
  }
  if (version !== 4) {
    return `state format ${JSON.stringify(version)} is not supported, only format 4. Run ${PULL}.`;
  }
  return mappings > 0
    ? undefined
    : `it contains no ${TYPE} resources (other resources: ${others}). Check that it is the state of the right workspace.`;
}

function instanceOf(resource: Json, instance: Json) {
  const text = (key: string) => textOf(resource[key]) ?? "";
  const [type, name, modules] = [text("type"), text("name"), text("module")];
  const path = modules === "" ? "" : `${modules}.`;
  const key = instance["index_key"];
  const index = typeof key === "string" ? hclText(key) : JSON.stringify(key ?? "");
  const attributes = objectOf(instance["attributes"]);
  // Paths to attributes. The first step is the attribute name: `[[{"type": "get_attr", "value": "filter"}]]`.
  const sensitiveSteps = objectsIn([instance["sensitive_attributes"]].flat(2));
  return {
    type,
    /** As `terraform state list` prints it: `module.iam["eu"].confluent_group_mapping.teams[0]`. */
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

function referenceRemarks(
  { address, attributes, dependencies }: Instance,
  addresses: ReadonlyMap<string, string>,
  blocks: readonly string[],
): string[] {
  const references = referencesIn(attributes, addresses);
  return references.length > 0
    ? references.map(
        ({ property, id }) =>
          `The ${property} of ${address} refers to ${addresses.get(id) ?? id}. Before you remove that block, replace the ` +
          `reference with a data source or the literal value (the id is ${id}).`,
      )
    : dependencies
        .filter((block) => blocks.includes(block))
        .map((block) => `${address} depends on ${block}.`);
}
