import { hclText } from "./hclText";
import { filledText, isObject, type Json, objectsIn, textsIn } from "../io/readJsonFile";

/** One object that a Terraform state keeps for a resource block. */
export interface TerraformInstance {
  readonly type: string;
  /** As `terraform state list` writes it: `module.iam["eu"].confluent_group_mapping.teams[0]`. */
  readonly address: string;
  /** The address of the block in the configuration, without keys: `module.iam.confluent_group_mapping.teams`. */
  readonly block: string;
  /** The words of the address, outermost first: `iam`, `eu`, `teams`, `0`. */
  readonly words: readonly string[];
  /** What the provider stores for it. */
  readonly attributes: Json;
  /** The attributes that the configuration marks as sensitive. */
  readonly sensitive: readonly string[];
  /** Terraform means to replace it. */
  readonly tainted: boolean;
  /** Terraform has replaced it, and means to destroy it. */
  readonly deposed: boolean;
  /** The blocks that it depends on. */
  readonly dependencies: readonly string[];
  /** The program that the state belongs to. */
  readonly program: "terraform" | "tofu";
}

/** The managed resources in a state of format 4, in its order; data sources are none. */
export function terraformInstances(state: Json): TerraformInstance[] {
  return objectsIn(state["resources"])
    .filter(({ mode }) => mode === "managed")
    .flatMap((resource) =>
      objectsIn(resource["instances"]).map((instance) => instanceOf(resource, instance)),
    );
}

function instanceOf(resource: Json, instance: Json): TerraformInstance {
  const type = filledText(resource["type"]) ?? "";
  const name = filledText(resource["name"]) ?? "";
  const modules = filledText(resource["module"]);
  const path = modules === undefined ? "" : `${modules}.`;
  const key = instance["index_key"];
  const written = typeof key === "string" ? `[${hclText(key)}]` : typeof key === "number" ? `[${key}]` : "";
  const steps = modules === undefined ? [] : modulesIn(modules);
  return {
    type,
    address: `${path}${type}.${name}${written}`,
    block: [...steps.flatMap((step) => ["module", step.name]), type, name].join("."),
    words: [
      ...steps.flatMap((step) => [step.name, ...step.key]),
      name,
      ...(typeof key === "string" || typeof key === "number" ? [String(key)] : []),
    ],
    // States that came over from format 3 hold flat attributes until the resource is next refreshed.
    attributes: [instance["attributes"], instance["attributes_flat"]].find(isObject) ?? {},
    sensitive: sensitiveIn(instance["sensitive_attributes"]),
    tainted: instance["status"] === "tainted",
    deposed: filledText(instance["deposed"]) !== undefined,
    dependencies: textsIn(instance["dependencies"]),
    program: (filledText(resource["provider"]) ?? "").includes("registry.opentofu.org")
      ? "tofu"
      : "terraform",
  };
}

/** `module.iam["eu"].module.sso` in its steps. */
function modulesIn(path: string): { readonly name: string; readonly key: readonly string[] }[] {
  const steps = path.matchAll(/module\.([^.[\]]+)(?:\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\])?(?:\.|$)/gu);
  return Array.from(steps, ([, name = "", number, text]) => ({
    name,
    key: [number ?? text?.replace(/\\(?:u.{4}|U.{8}|.)/gu, " ")].filter((key) => key !== undefined),
  }));
}

/** Paths to attributes, of which the first step is the name: `[[{"type": "get_attr", "value": "filter"}]]`. */
function sensitiveIn(paths: unknown): string[] {
  return (Array.isArray(paths) ? paths : []).flatMap((path: unknown) =>
    objectsIn(path)
      .slice(0, 1)
      .flatMap(({ value }) => textsIn([value])),
  );
}
