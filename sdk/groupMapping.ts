import * as pulumi from "@pulumi/pulumi";
import { PROPERTY_NAMES, roleBindingPrincipalOf } from "../provider/wire/properties";
import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "./dynamicProvider";
import { checkProgram } from "./programChecks";
import { runError } from "./runError";

/** The arguments of a group mapping. */
export interface GroupMappingArgs {
  /** The name that the Console shows. Not empty; need not be unique. */
  displayName: pulumi.Input<string>;
  /**
   * Which groups of the identity provider are mapped: the name of one group (case- and space-sensitive), or a CEL
   * expression over `groups`, such as `"kafka" in groups && "all" in groups || "everyone" in groups`. Not empty.
   * `true` maps every SSO user. Confluent's default limit is 300 characters.
   */
  filter: pulumi.Input<string>;
  /** What the mapping is for. Default: `""`. */
  description?: pulumi.Input<string | undefined> | undefined;
  /**
   * The id of an existing mapping that this resource adopts instead of creating a new one. The mapping is changed to match
   * these arguments, and then managed like any other. Used only when the resource is first created. After that, you can keep
   * or remove the argument. Default: a new mapping is created.
   */
  adoptId?: pulumi.Input<string> | undefined;
  /**
   * How to treat warnings about this filter, if that is stricter than `confluent-sso:filterCheck`: `error` fails the preview.
   * Not part of the mapping. Default: as configured.
   */
  filterCheck?: pulumi.Input<"error" | "warn"> | undefined;
  /**
   * `true` suppresses the warning or error about a filter that matches every SSO user (`confluent-sso:matchAllFilters`).
   * Not part of the mapping. Default: false.
   */
  allowEveryone?: pulumi.Input<boolean> | undefined;
}

/** Creates every output on the instance immediately, even in `get`, which has no args. Does not compile if the class lacks one. */
const NO_OUTPUTS: pulumi.Inputs = Object.fromEntries(
  PROPERTY_NAMES.map((name: keyof GroupMapping) => [name, undefined]),
);

/** Returns the names of the arguments that are secrets; undefined for a `get`, because only check removes them from the inputs. */
function secretNamesIn(
  args: GroupMappingArgs,
  { id, additionalSecretOutputs = [] }: pulumi.CustomResourceOptions = {},
): Promise<string[] | undefined> {
  const names = Object.entries({ ...args }).map(async ([name, value]) => {
    // A failed Output reports its own error.
    const isSecret = await pulumi.isSecret(pulumi.output(value as unknown)).catch(() => false);
    return isSecret || additionalSecretOutputs.includes(name) ? [name] : [];
  });
  return Promise.all(names).then((all) =>
    id === undefined && all.flat().length > 0 ? all.flat() : undefined,
  );
}

/**
 * A group mapping of Confluent Cloud. It maps groups of an identity provider to an identity in Kafka.
 *
 * ```ts
 * const admins = new GroupMapping("admins", {
 *   displayName: "Kafka administrators",
 *   filter: '"kafka-admins" in groups',
 * });
 * export const principal = admins.roleBindingPrincipal; // User:group-…
 * ```
 *
 * Every change is an update in place, so the id and all role bindings are kept. Source of the semantics: Confluent's API
 * `/iam/v2/sso/group-mappings`.
 */
export class GroupMapping extends pulumi.CustomResource {
  declare readonly displayName: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;
  declare readonly filter: pulumi.Output<string>;
  /** The federated identity of the mapping; equal to the id in every response seen so far. */
  declare readonly principal: pulumi.Output<string>;
  /** The state of the mapping in the API. `ENABLED` is the only documented value. */
  declare readonly state: pulumi.Output<string>;
  /** The CRN: `crn://confluent.cloud/organization=…/group-mapping=…`. */
  declare readonly resourceName: pulumi.Output<string>;
  /** When the mapping was created, in RFC 3339. */
  declare readonly createdAt: pulumi.Output<string>;
  /** When the mapping was last changed, in RFC 3339. */
  declare readonly updatedAt: pulumi.Output<string>;
  /**
   * `User:<id>`: the principal of a role binding or an ACL for this mapping. Computed from the id, so it stays known in
   * the preview of an update, and resources that depend on it show no false changes.
   */
  declare readonly roleBindingPrincipal: pulumi.Output<string>;

  /**
   * @param name the resource's name in the program
   * @param args the arguments of the mapping
   * @param opts the options of any resource: dependsOn, protect, ignoreChanges, retainOnDelete, aliases, provider, …
   */
  constructor(name: string, args: GroupMappingArgs, opts?: pulumi.CustomResourceOptions) {
    checkProgram();
    const __secretInputs = secretNamesIn(args, opts);
    super(
      RESOURCE_TYPE,
      name,
      { ...NO_OUTPUTS, ...args, __provider: PROVIDER_REFERENCE, __secretInputs },
      opts,
    );
    this.roleBindingPrincipal = this.id.apply(roleBindingPrincipalOf);
  }

  /**
   * Reads an existing mapping, which this stack does not manage.
   *
   * @param id the id of the mapping, usually `group-…`
   * @throws {pulumi.RunError} If the id is empty.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): GroupMapping {
    // Without an id, this would declare a new mapping. JavaScript programs can pass undefined.
    if ([undefined, null, ""].some((nothing) => nothing === id)) {
      throw runError(`GroupMapping.get("${name}") needs the id of a group mapping, such as group-abc123.`);
    }
    return new GroupMapping(name, {} as GroupMappingArgs, { ...opts, id });
  }

  /** Whether `value` is a GroupMapping, including one from another copy of this package. */
  static override isInstance(value: unknown): value is GroupMapping {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === RESOURCE_TYPE
    );
  }
}
