import { type Comment, isClearlyExpression, textProblem, type Tokens, tokensOf } from "../lexer";
import { parse, ParseError, type Unreadable } from "./parse";
import type { Node } from "./tree";

/**
 * Beyond these a filter is not read, so that none takes long, whatever it is. They are far beyond what the API takes: 300
 * characters as a rule.
 */
const MAX_CHARACTERS = 10_000;
const MAX_TOKENS = 2_000;

/** What a filter text is. */
export type Reading =
  /** One group's identifier, as it stands: case, spaces and all. */
  | { readonly kind: "group"; readonly name: string }
  | { readonly kind: "expression"; readonly tree: Node; readonly comments: readonly Comment[] }
  | Unreadable;

/** Reads a filter text. Never throws, and takes a bounded time, whatever the text is. */
export function readFilter(text: string): Reading {
  if (text.length > MAX_CHARACTERS) {
    return { kind: "skipped", why: `is longer than ${MAX_CHARACTERS} characters` };
  }
  const problem = textProblem(text);
  if (problem !== undefined) {
    return { kind: "invalid", problem };
  }
  const tokens = tokensOf(text);
  if (!isClearlyExpression(text, tokens.tokens)) {
    return { kind: "group", name: text };
  }
  return readExpression(tokens);
}

/** Reads the tokens as an expression, whether they clearly mean one or not. */
export function readExpression({ tokens, comments }: Tokens): Reading {
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
