export { keyOf } from "./keyOf";
export { readFilter, type Reading } from "./reading";
export {
  type Binary,
  bindsFirst,
  boundName,
  type Call,
  childrenOf,
  freeVariables,
  type Index,
  isGroups,
  isText,
  type Negation,
  type Node,
  type Not,
  RELATIONS,
  type Select,
  type Variable,
} from "./tree";
export { PARTNERS, unmatchedBracket } from "./unmatchedBracket";
