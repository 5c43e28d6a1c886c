import { GroupMapping } from "pulumi-confluent-sso";

// A condition over the groups that the identity provider names: the API's own example.
const developers = new GroupMapping("developers", {
  displayName: "Application Developers",
  description: "Admin access to production environment for Engineering",
  filter: '"kafka" in groups && "all" in groups || "everyone" in groups',
});

// One group, by its identifier. It is case- and space-sensitive.
const operators = new GroupMapping("operators", {
  displayName: "Kafka Operators",
  description: "On-call rotation",
  filter: "kafka-operators",
});

// A group of Entra ID, which names groups by their object id.
const auditors = new GroupMapping("auditors", {
  displayName: "Auditors",
  filter: '"9efcf0ab-9227-411d-bbea-0481e862c115" in groups',
});

const mappings = { developers, operators, auditors };

/** The id of each mapping. */
export const ids = Object.fromEntries(Object.entries(mappings).map(([name, { id }]) => [name, id]));

/** What a role binding or an ACL names as its principal. */
export const principals = Object.fromEntries(
  Object.entries(mappings).map(([name, { roleBindingPrincipal }]) => [name, roleBindingPrincipal]),
);
