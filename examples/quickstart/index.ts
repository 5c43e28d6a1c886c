import { GroupMapping } from "pulumi-confluent-sso";

// A CEL expression over the groups of a user.
const developers = new GroupMapping("developers", {
  displayName: "Application Developers",
  description: "Admin access to production environment for Engineering",
  filter: '"kafka" in groups && "all" in groups || "everyone" in groups',
});

// The name of one group. Case and spaces matter.
const operators = new GroupMapping("operators", {
  displayName: "Kafka Operators",
  description: "On-call rotation",
  filter: "kafka-operators",
});

// A group of Microsoft Entra ID, which sends the object id of a group as its name.
const auditors = new GroupMapping("auditors", {
  displayName: "Auditors",
  filter: '"9efcf0ab-9227-411d-bbea-0481e862c115" in groups',
});

const mappings = { developers, operators, auditors };

/** The id of each mapping. */
export const ids = Object.fromEntries(Object.entries(mappings).map(([name, { id }]) => [name, id]));

/** The principal of each mapping, for role bindings and ACLs. */
export const principals = Object.fromEntries(
  Object.entries(mappings).map(([name, { roleBindingPrincipal }]) => [name, roleBindingPrincipal]),
);
