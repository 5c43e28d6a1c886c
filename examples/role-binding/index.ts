import * as pulumi from "@pulumi/pulumi";
import { RoleBinding } from "@pulumi/confluentcloud";
import { GroupMapping } from "pulumi-confluent-sso";

// crn://confluent.cloud/organization=…/environment=env-abc123
const environment = new pulumi.Config().require("environment");

const admins = new GroupMapping("admins", {
  displayName: "Kafka administrators",
  description: "On call for the clusters",
  filter: '"kafka-admins" in groups',
});

// The principal of a mapping is User:<id>, not the id alone.
for (const roleName of ["EnvironmentAdmin", "DataSteward"]) {
  new RoleBinding(`admins-${roleName}`, {
    principal: admins.roleBindingPrincipal,
    roleName,
    crnPattern: environment,
  });
}

export const principal = admins.roleBindingPrincipal;
