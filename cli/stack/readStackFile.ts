import { isObject, textOf } from "../../provider/wire";
import { type Json, objectOf, objectsIn, readJsonFile, type TextFile, textsIn, UsageError } from "../io";

/** The type of a group mapping of @pulumi/confluentcloud, the bridged provider. */
export const BRIDGE_TYPE = "confluentcloud:index/groupMapping:GroupMapping";

export type Stack = ReturnType<typeof readStackFile>;

export type StackResource = ReturnType<typeof resourceOf>;

export type ManagedMapping = StackResource & { readonly id: string };

const EXPORT = "Run `pulumi stack export --file export.json`.";

/** Reads the export of a stack. Source: `DeploymentV3` and `ResourceV3` in Pulumi's `apitype`. */
export function readStackFile(file: TextFile, terraformAdvice: string) {
  const exported = readJsonFile(file, EXPORT);
  const problem = problemWith(exported, terraformAdvice);
  if (problem !== undefined) {
    throw new UsageError(`Cannot use ${file.name}: ${problem}`);
  }
  const deployment = objectOf(exported["deployment"]);
  const resources = objectsIn(deployment["resources"]).map(resourceOf);
  const [start = "", project = ""] = resources[0]?.urn.split("::") ?? [];
  return {
    stack: start.replace(/^urn:pulumi:/, ""),
    project,
    /** In the engine's order: every resource follows its dependencies. */
    resources,
    /** The pending operations of an interrupted update: `creating urn:…`. */
    pending: objectsIn(deployment["pending_operations"]).map(({ type, resource }) =>
      textsIn([type, objectOf(resource)["urn"]]).join(" "),
    ),
  };
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>` */
export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function problemWith(file: Json, terraformAdvice: string): string | undefined {
  if ("terraform_version" in file || "encrypted_data" in file || "lineage" in file) {
    return `it is a Terraform state. ${terraformAdvice}`;
  }
  if ("checkpoint" in file) {
    return `it is a checkpoint file of a backend, not an export. ${EXPORT}`;
  }
  if (!isObject(file["deployment"])) {
    return `it is not the export of a Pulumi stack, because it has no deployment. ${EXPORT}`;
  }
  // Version 4 adds a list of features to version 3, which does not matter here.
  return file["version"] === 3 || file["version"] === 4
    ? undefined
    : `its version is ${JSON.stringify(file["version"])}, but only 3 and 4 are supported. ` +
        "Export the stack with a current Pulumi CLI, or upgrade this package.";
}

function resourceOf(resource: Json) {
  const text = (key: string) => textOf(resource[key]);
  const flag = (key: string) => resource[key] === true;
  const [urn = "", provider] = [text("urn"), text("provider")];
  return {
    urn,
    type: text("type") ?? "",
    name: nameIn(urn),
    id: text("id"),
    inputs: objectOf(resource["inputs"]),
    outputs: objectOf(resource["outputs"]),
    protect: flag("protect"),
    retainOnDelete: flag("retainOnDelete"),
    /** True if the stack only reads it (`get`). */
    external: flag("external"),
    /** True if it has been replaced, and the next update deletes it. */
    pendingDeletion: flag("delete"),
    /** `<urn>::<id>` of its provider. */
    provider,
    /** The URNs of all its dependencies, including its parent. */
    dependencies: textsIn(
      [
        resource["dependencies"],
        Object.values(objectOf(resource["propertyDependencies"])),
        resource["deletedWith"],
        resource["replaceWith"],
        resource["parent"],
        provider?.slice(0, provider.lastIndexOf("::")),
      ].flat(2),
    ),
  };
}

/** Marks a secret in an export. Source: Pulumi's `resource.SigKey` and `resource.SecretSig`. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Reads a string property of an exported resource. The text is undefined if it is missing, not a string, or encrypted. */
export function storedText(properties: Json, name: string): { text: string | undefined; secret: boolean } {
  const value = properties[name];
  if (!isObject(value) || value[SIGNATURE_KEY] !== SECRET) {
    return { text: textOf(value), secret: false };
  }
  try {
    return { text: textOf(JSON.parse(textOf(value["plaintext"]) ?? "")), secret: true };
  } catch {
    return { text: undefined, secret: true };
  }
}
