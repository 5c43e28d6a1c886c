import { GroupMapping } from "pulumi-confluent-sso";

const admins = new GroupMapping("admins", {
  displayName: "Kafka administrators",
  filter: '"kafka-admins" in groups',
});

export const principal = admins.roleBindingPrincipal;
