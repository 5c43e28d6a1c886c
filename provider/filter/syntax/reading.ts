import { type Comment, isClearlyExpression, textProblem, type Tokens, tokensOf } from "../lexer";
import { parse, ParseError, type Unreadable } from "./parse";
import { boundName, childrenOf, freeVariables, isText, type Node, RELATIONS } from "./tree";

/** Larger filters are not read, to limit the time. The API usually accepts 300 characters. */
const MAX_CHARACTERS = 10_000;
const MAX_TOKENS = 2_000;

/** A filter as it was read. */
export type Reading =
  /** The exact name of one group, with its case and spaces. */
  | { readonly kind: "group"; readonly name: string }
  | { readonly kind: "expression"; readonly tree: Node; readonly comments: readonly Comment[] }
  | Unreadable;

/** Reads a filter as a group name or an expression. Never throws, and takes a bounded time. */
export function readFilter(text: string, isExpression = false): Reading {
  if (text.length > MAX_CHARACTERS) {
    return { kind: "skipped", why: `is longer than ${MAX_CHARACTERS} characters` };
  }
  const problem = textProblem(text);
  if (problem !== undefined) {
    return { kind: "invalid", problem };
  }
  const tokens = tokensOf(text);
  const reading = readExpression(tokens);
  return isExpression ||
    isClearlyExpression(text, tokens.tokens) ||
    (reading.kind === "expression" && asksForVariables(reading.tree))
    ? reading
    : { kind: "group", name: text };
}

/** `groups + ["a"] == ["a", "b"]`, `claims.exp > 1`: a condition with no other variables than filters have. */
function asksForVariables(node: Node): boolean {
  const children = childrenOf(node);
  if (node.kind === "not" || node.kind === "conditional") {
    return children.slice(0, 1).every(asksForVariables);
  }
  const names = freeVariables(node).map(({ name }) => name);
  const isCall = node.kind === "call" && (boundName(node) !== undefined || node.args.some(isText));
  return (
    (isCall || (node.kind === "binary" && RELATIONS.has(node.operator))) &&
    names.length > 0 &&
    names.every((name) => name === "groups" || name === "claims") &&
    children.every((child) => child.kind !== "variable" || child.name !== "claims")
  );
}

/** Parses the tokens, even if the text is not clearly an expression. */
function readExpression({ tokens, comments }: Tokens): Reading {
  if (tokens.length > MAX_TOKENS) {
    return { kind: "skipped", why: `has more than ${MAX_TOKENS} parts` };
  }
  try {
    return { kind: "expression", tree: parse(tokens), comments };
  } catch (error) {
    if (error instanceof ParseError) {
      return error.reading;
    }
    throw error;
  }
}
