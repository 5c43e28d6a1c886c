import { hclText } from "../codegen";
import { isObject } from "../../provider/wire";
import { filledText, type Json, objectsIn, textsIn } from "../io";

/** One object that a Terraform state keeps for a resource block. */
export interface TerraformInstance {
  readonly type: string;
  /** As `terraform state list` writes it: `module.iam["eu"].confluent_group_mapping.teams[0]`. */
  readonly address: string;
  /** The address of the block in the configuration, without keys: `module.iam.confluent_group_mapping.teams`. */
  readonly block: string;
  /** The words of the address, outermost first: `iam`, `eu`, `teams`, `0`. */
  readonly words: readonly string[];
  readonly id: string | undefined;
  /** What the provider stores for it. */
  readonly attributes: Json;
  /** The attributes that the configuration marks as sensitive. */
  readonly sensitive: readonly string[];
  /** Terraform is going to replace it. */
  readonly tainted: boolean;
  /** Terraform has replaced it, and is going to destroy it. */
  readonly deposed: boolean;
  /** The blocks that it depends on. */
  readonly dependencies: readonly string[];
  readonly program: "terraform" | "tofu";
}

/** Returns the managed resources in a state of format 4, in its order, without data sources. */
export function terraformInstances(state: Json): TerraformInstance[] {
  return objectsIn(state["resources"])
    .filter(({ mode }) => mode === "managed")
    .flatMap((resource) =>
      objectsIn(resource["instances"]).map((instance) => instanceOf(resource, instance)),
    );
}

function instanceOf(resource: Json, instance: Json): TerraformInstance {
  const [type = "", name = "", modules = "", provider = ""] = ["type", "name", "module", "provider"].map(
    (key) => filledText(resource[key]),
  );
  const steps = modulesIn(modules);
  const key = instance["index_key"];
  const keys = typeof key === "string" || typeof key === "number" ? [key] : [];
  const index = keys.map((each) => `[${typeof each === "string" ? hclText(each) : each}]`).join("");
  // States that were upgraded from format 3 have flat attributes until the next refresh.
  const attributes = [instance["attributes"], instance["attributes_flat"]].find(isObject) ?? {};
  return {
    type,
    address: `${modules === "" ? "" : `${modules}.`}${type}.${name}${index}`,
    block: [...steps.flatMap((step) => ["module", step.name]), type, name].join("."),
    words: [...steps.flatMap((step) => [step.name, ...step.key]), name, ...keys.map(String)],
    id: filledText(attributes["id"]),
    attributes,
    sensitive: sensitiveIn(instance["sensitive_attributes"]),
    tainted: instance["status"] === "tainted",
    deposed: filledText(instance["deposed"]) !== undefined,
    dependencies: textsIn(instance["dependencies"]),
    program: provider.includes("registry.opentofu.org") ? "tofu" : "terraform",
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
