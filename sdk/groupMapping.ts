import * as pulumi from "@pulumi/pulumi";
import { PROPERTY_NAMES, roleBindingPrincipalOf } from "../provider/wire/properties";
import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "./dynamicProvider";
import { requireKnownSettings } from "./knownSettings";
import { warnOfPlainTextCredentials } from "./plainTextCredentials";
import { requireProvider } from "./requireProvider";
import { runError } from "./runError";

/** What a group mapping is declared with. */
export interface GroupMappingArgs {
  /** The name that the Console shows. Not empty; need not be unique. */
  displayName: pulumi.Input<string>;
  /**
   * Which groups of the identity provider are mapped: one group's identifier (case- and space-sensitive), or a CEL
   * condition over `groups`, such as `"kafka" in groups && "all" in groups || "everyone" in groups`. Not empty.
   * `true` maps every SSO user. Confluent's default limit is 300 characters.
   */
  filter: pulumi.Input<string>;
  /** What the mapping is for. Default: `""`. */
  description?: pulumi.Input<string | undefined> | undefined;
  /**
   * The id of a mapping that exists already and that this resource takes over instead of creating one: it becomes as
   * declared here, and from then on is managed like any other. Counts only while the resource is not in the state; it may
   * stay in the program or be removed. Default: a new mapping is created.
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

/** Each exists on the instance at once, although `get` is given no args. Does not compile if the class lacks one. */
const NO_OUTPUTS: pulumi.Inputs = Object.fromEntries(
  PROPERTY_NAMES.map((name: keyof GroupMapping) => [name, undefined]),
);

/**
 * The names of the arguments that are secrets, so that no message of the provider shows their values. undefined, which is
 * not sent, if there are none, or if nothing takes the names out of the inputs again: a `get` runs no check.
 */
function secretNamesIn(
  args: GroupMappingArgs,
  { id, additionalSecretOutputs = [] }: pulumi.CustomResourceOptions = {},
): Promise<string[] | undefined> {
  const names = Object.entries({ ...args }).map(async ([name, value]) => {
    // A value that fails is an error of its own.
    const isSecret = await pulumi.isSecret(pulumi.output(value as unknown)).catch(() => false);
    return isSecret || additionalSecretOutputs.includes(name) ? [name] : [];
  });
  return Promise.all(names).then((all) =>
    id === undefined && all.flat().length > 0 ? all.flat() : undefined,
  );
}

/**
 * A group mapping of Confluent Cloud: it decides which groups of an identity provider become which identity in Kafka.
 *
 * ```ts
 * const admins = new GroupMapping("admins", {
 *   displayName: "Kafka administrators",
 *   filter: '"kafka-admins" in groups',
 * });
 * export const principal = admins.roleBindingPrincipal; // User:group-…
 * ```
 *
 * Every change is made in place: the id, and with it every role binding, stays. Source of the semantics: Confluent's
 * API `/iam/v2/sso/group-mappings`.
 */
export class GroupMapping extends pulumi.CustomResource {
  declare readonly displayName: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;
  declare readonly filter: pulumi.Output<string>;
  /** The federated identity of the mapping; equal to the id in every answer of the API seen. */
  declare readonly principal: pulumi.Output<string>;
  /** The API's word for the state of the mapping; `ENABLED` is the only one published. */
  declare readonly state: pulumi.Output<string>;
  /** The CRN: `crn://confluent.cloud/organization=…/group-mapping=…`. */
  declare readonly resourceName: pulumi.Output<string>;
  /** When the mapping was created, in RFC 3339. */
  declare readonly createdAt: pulumi.Output<string>;
  /** When the mapping was last changed, in RFC 3339. */
  declare readonly updatedAt: pulumi.Output<string>;
  /**
   * `User:<id>`: the principal of a role binding or an ACL for this mapping. Made from the id, so it stays known while
   * an update of the mapping is previewed, and what depends on it shows no false change.
   */
  declare readonly roleBindingPrincipal: pulumi.Output<string>;

  /**
   * @param name the resource's name in the program
   * @param args what the mapping is to be
   * @param opts as for any resource: dependsOn, protect, ignoreChanges, retainOnDelete, aliases, provider, …
   */
  constructor(name: string, args: GroupMappingArgs, opts?: pulumi.CustomResourceOptions) {
    requireProvider();
    requireKnownSettings();
    warnOfPlainTextCredentials();
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
   * @param id the mapping's id, `group-…` as a rule
   * @throws {pulumi.RunError} If the id is empty.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): GroupMapping {
    // Without an id this would declare a new mapping. (Programs in JavaScript pass undefined, too.)
    if ([undefined, null, ""].some((nothing) => nothing === id)) {
      throw runError(`GroupMapping.get("${name}") needs the id of a group mapping, such as group-abc123.`);
    }
    return new GroupMapping(name, {} as GroupMappingArgs, { ...opts, id });
  }

  /** Whether `value` is a GroupMapping, also one of another copy of this package. */
  static override isInstance(value: unknown): value is GroupMapping {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === RESOURCE_TYPE
    );
  }
}
