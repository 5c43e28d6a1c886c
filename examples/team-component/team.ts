import * as pulumi from "@pulumi/pulumi";
import { RoleBinding } from "@pulumi/confluentcloud";
import { filters, GroupMapping } from "pulumi-confluent-sso";

export interface TeamArgs {
  /** The groups of the identity provider whose members are in the team. */
  groups: [string, ...string[]];
  /** The role of the team in each resource: from CRN to role. */
  roles: Record<string, string>;
}

/** A team: one group mapping, and a role binding for each of its roles. */
export class Team extends pulumi.ComponentResource {
  /** The principal of the team, for further role bindings and ACLs. */
  readonly principal: pulumi.Output<string>;

  constructor(name: string, { groups, roles }: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("example:index:Team", name, {}, opts);
    const mapping = new GroupMapping(
      name,
      { displayName: `Team ${name}`, filter: filters.anyOf(...groups) },
      { parent: this },
    );
    this.principal = mapping.roleBindingPrincipal;
    for (const [crnPattern, roleName] of Object.entries(roles)) {
      // The last part of the CRN, such as environment=env-abc123.
      const scope = crnPattern.slice(crnPattern.lastIndexOf("/") + 1);
      new RoleBinding(
        `${name}-${roleName}-${scope}`,
        { principal: this.principal, roleName, crnPattern },
        { parent: this },
      );
    }
    this.registerOutputs({ principal: this.principal });
  }
}
