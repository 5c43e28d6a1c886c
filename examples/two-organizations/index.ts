import * as pulumi from "@pulumi/pulumi";
import { GroupMapping, Provider } from "pulumi-confluent-sso";

const config = new pulumi.Config();

/** The credentials of one organization. organizationId makes it impossible to mix them up. */
const providerOf = (organization: string): Provider =>
  new Provider(organization, {
    cloudApiKey: config.require(`${organization}Key`),
    cloudApiSecret: config.requireSecret(`${organization}Secret`),
    organizationId: config.require(`${organization}Id`),
  });

// The same mapping in both organizations. Resources need different names, display names do not.
export const principals = Object.fromEntries(
  ["europe", "america"].map((organization) => {
    const admins = new GroupMapping(
      `admins-${organization}`,
      { displayName: "Kafka administrators", filter: '"kafka-admins" in groups' },
      { provider: providerOf(organization) },
    );
    return [organization, admins.roleBindingPrincipal];
  }),
);
