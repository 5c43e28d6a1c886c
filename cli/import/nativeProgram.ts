import { type DeclaredMapping, programFile, yamlFile } from "../codegen";
import { PLUGIN_RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import type { NewFile } from "../io";

export const LANGUAGES = ["typescript", "yaml"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Returns the program that declares the mappings as resources of the provider plugin. */
export function nativeProgram(mappings: readonly DeclaredMapping[], language: Language): NewFile {
  return language === "yaml"
    ? yamlFile("import --native", mappings)
    : programFile("import --native", NATIVE_CLASS, mappings);
}

/** The class of the resource in TypeScript, as in docs/languages.md, where it is not exported. */
const NATIVE_CLASS = `import * as pulumi from "@pulumi/pulumi";

export interface GroupMappingArgs {
  displayName: pulumi.Input<string>;
  filter: pulumi.Input<string>;
  description?: pulumi.Input<string>;
  adoptId?: pulumi.Input<string>;
  filterCheck?: pulumi.Input<"error" | "warn">;
  allowEveryone?: pulumi.Input<boolean>;
}

export class GroupMapping extends pulumi.CustomResource {
  declare readonly principal: pulumi.Output<string>;
  readonly roleBindingPrincipal = pulumi.interpolate\`User:\${this.id}\`;

  constructor(name: string, args: GroupMappingArgs, opts?: pulumi.CustomResourceOptions) {
    super("${PLUGIN_RESOURCE_TYPE}", name, { principal: undefined, ...args }, opts);
  }
}`;
