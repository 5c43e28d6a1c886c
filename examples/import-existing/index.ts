import { getGroupMappingOutput, GroupMapping } from "pulumi-confluent-sso";

// All mappings of the organization, as `pulumi-confluent-sso import` has written them.
import "./mappings";

// Another way, for one mapping: this resource takes over group-e5f6 instead of creating a mapping.
export const auditors = new GroupMapping("auditors", {
  displayName: "Auditors",
  filter: '"auditors" in groups',
  adoptId: "group-e5f6",
});

// A mapping that stays managed elsewhere is looked up.
export const support = getGroupMappingOutput({ displayName: "Vendor support" }).roleBindingPrincipal;
