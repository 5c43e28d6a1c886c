export { type Findings, lint } from "./lint";
export { type Problem, type RuleId, RULES } from "./registry";
export { EVERYONE } from "./truth";
