export { LintContext } from "./context";
export { type Problem, RULE_GROUPS, type RuleId, RULES } from "./registry";
export type { Severity } from "./rule";
export { EVERYONE } from "./truth";
