import type { Issue } from "../report";
import { callRules } from "./calls";
import {
  emptyName,
  invisibleCharacter,
  looksLikeExpression,
  placeholder,
  surroundingWhitespace,
} from "./groupNames";
import { nonBooleanBranch, readingRules, skipped, typeMismatch } from "./reading";
import { accidentalEscape, quotedName, tooLong } from "./texts";
import { truthRules } from "./truth";
import { unknownVariable } from "./variables";

/** All rules. Problems are reported in the order of these groups, and within a group by position. */
export const RULE_GROUPS = [
  readingRules,
  [typeMismatch],
  [surroundingWhitespace, emptyName, invisibleCharacter, placeholder],
  truthRules,
  [looksLikeExpression],
  [nonBooleanBranch],
  [quotedName],
  [...callRules, unknownVariable],
  [accidentalEscape],
  [tooLong],
  [skipped],
] as const;

export const RULES = RULE_GROUPS.flat();

export type RuleId = (typeof RULES)[number]["id"];

export interface Problem extends Issue {
  readonly rule: RuleId;
}
