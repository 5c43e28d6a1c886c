import { filledText, isObject, type Json, objectsIn, readJsonFile, textsIn } from "../io/readJsonFile";
import type { TextFile } from "../io/readText";
import { UsageError } from "../io/exitCodes";

/** A resource as the state of a stack keeps it. */
export interface StackResource {
  readonly urn: string;
  readonly type: string;
  /** The last part of the URN; it may hold `::`. */
  readonly name: string;
  readonly id: string | undefined;
  readonly inputs: Json;
  readonly outputs: Json;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Only read (`get`), not managed. */
  readonly external: boolean;
  /** Replaced; the next update deletes it. */
  readonly pendingDeletion: boolean;
  /** The URNs of what it depends on, in every way that the engine knows; its parent too. */
  readonly dependencies: readonly string[];
  /** The same for the properties that do, by their names. */
  readonly byProperty: Readonly<Record<string, readonly string[]>>;
  readonly parent: string | undefined;
  /** `<urn>::<id>` of its provider. */
  readonly provider: string | undefined;
}

/** A stack, as `pulumi stack export` writes it. */
export interface Stack {
  readonly stack: string;
  readonly project: string;
  /** In the engine's order: each after what it depends on. */
  readonly resources: readonly StackResource[];
  /** What an interrupted update was about to do: `creating urn:…`. */
  readonly pending: readonly string[];
}

const EXPORT = "`pulumi stack export --file export.json` writes one.";

/** The formats of an export. 4 is 3 with a list of features, none of which changes what is read here. */
const FORMATS = [3, 4];

/**
 * Reads the export of a stack. Source: `DeploymentV3` and `ResourceV3` of Pulumi's `apitype`.
 *
 * @param terraform what to say where it is a state of Terraform instead, a sentence
 * @throws UsageError where it is no such file
 */
export function readStackFile(file: TextFile, terraform: string): Stack {
  const exported = readJsonFile(file, EXPORT);
  const problem = problemWith(exported, terraform);
  if (problem !== undefined) {
    throw new UsageError(`Cannot use ${file.name}: ${problem}`);
  }
  const deployment = isObject(exported["deployment"]) ? exported["deployment"] : {};
  const resources = objectsIn(deployment["resources"]).map(resourceOf);
  const [start = "", project = ""] = resources[0]?.urn.split("::") ?? [];
  return {
    stack: start.replace(/^urn:pulumi:/, ""),
    project,
    resources,
    pending: objectsIn(deployment["pending_operations"]).map(({ type, resource }) =>
      [filledText(type), isObject(resource) ? filledText(resource["urn"]) : undefined].join(" ").trim(),
    ),
  };
}

function problemWith(file: Json, terraform: string): string | undefined {
  if ("terraform_version" in file || "encrypted_data" in file || "lineage" in file) {
    return `it is a state of Terraform. ${terraform}`;
  }
  if ("checkpoint" in file) {
    return `it is the file of a backend, not an export. ${EXPORT}`;
  }
  if (!isObject(file["deployment"])) {
    return `it is no export of a Pulumi stack, for it has no deployment. ${EXPORT}`;
  }
  const { version } = file;
  return FORMATS.some((format) => format === version)
    ? undefined
    : `its format is ${version === undefined ? "not said" : JSON.stringify(version)}; this package knows ${FORMATS.join(" and ")}. ` +
        "A current Pulumi CLI writes them, and a newer package may know more.";
}

function resourceOf(resource: Json): StackResource {
  const urn = filledText(resource["urn"]) ?? "";
  const propertyDependencies = resource["propertyDependencies"];
  const byProperty = Object.fromEntries(
    Object.entries(isObject(propertyDependencies) ? propertyDependencies : {}).map(([property, urns]) => [
      property,
      textsIn(urns),
    ]),
  );
  const parent = filledText(resource["parent"]);
  return {
    urn,
    type: filledText(resource["type"]) ?? "",
    name: nameIn(urn),
    id: filledText(resource["id"]),
    inputs: isObject(resource["inputs"]) ? resource["inputs"] : {},
    outputs: isObject(resource["outputs"]) ? resource["outputs"] : {},
    protect: resource["protect"] === true,
    retainOnDelete: resource["retainOnDelete"] === true,
    external: resource["external"] === true,
    pendingDeletion: resource["delete"] === true,
    dependencies: [
      ...textsIn(resource["dependencies"]),
      ...Object.values(byProperty).flat(),
      ...textsIn([resource["deletedWith"], parent]),
      ...textsIn(resource["replaceWith"]),
      ...providerIn(filledText(resource["provider"])),
    ],
    byProperty,
    parent,
    provider: filledText(resource["provider"]),
  };
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>` */
export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function providerIn(reference: string | undefined): string[] {
  return reference === undefined ? [] : [reference.slice(0, reference.lastIndexOf("::"))];
}
