import { join } from "node:path";
import { RESOURCE_TYPE } from "../../../sdk/dynamicProvider";

const BIN = join(require.resolve("pulumi-confluent-sso/package.json"), "../bin");

/** A provider, as a program uses it. */
export interface Provider {
  readonly title: "empty" | "plugin" | "dynamic";
  /** The name of the plugin and the script that it runs; undefined for the dynamic provider. */
  readonly plugin?: { readonly name: string; readonly script: string };
  /** The type of its resource in the state. */
  readonly type: string;
  /** The declaration of the class GroupMapping in a program. */
  readonly declaration: string;
}

export const EMPTY = pluginProvider("empty", "empty", join(BIN, "tests/bench/providers/emptyProvider.js"));
export const PLUGIN = pluginProvider("plugin", "confluent-sso", join(BIN, "provider/plugin/index.js"));
export const DYNAMIC: Provider = {
  title: "dynamic",
  type: RESOURCE_TYPE,
  declaration: "const { GroupMapping } = sso;",
};

function pluginProvider(
  title: Provider["title"],
  name: string,
  script: string,
): Provider & Required<Pick<Provider, "plugin">> {
  const type = `${name}:index:GroupMapping`;
  const outputs = "principal: undefined, state: undefined, resourceName: undefined";
  return {
    title,
    plugin: { name, script },
    type,
    declaration: `class GroupMapping extends pulumi.CustomResource {
  constructor(name, args) { super("${type}", name, { ${outputs}, ...args }); }
}`,
  };
}
