// Written by `pulumi-confluent-sso import`. You can edit this file.
import { GroupMapping } from "pulumi-confluent-sso";

export const kafkaAdministrators = new GroupMapping("kafka-administrators", {
  description: "On call for the clusters",
  displayName: "Kafka administrators",
  filter: '"kafka-admins" in groups',
});

export const allSsoUsers = new GroupMapping("all-sso-users", {
  displayName: "all-sso-users",
  filter: "true",
});
