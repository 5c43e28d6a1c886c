export { keyOf } from "./keyOf";
export { readExpression, readFilter, type Reading } from "./reading";
export {
  type Binary,
  type BinaryOperator,
  bindsFirst,
  boundName,
  type Call,
  type Chain,
  childrenOf,
  type Conditional,
  type Index,
  isGroups,
  isText,
  type List,
  type MapNode,
  type Negation,
  type Node,
  type Not,
  RELATIONS,
  type Select,
  type Variable,
} from "./tree";
