import { BOUNDS, isTooDeep, type OverBound, TOO_DEEP, TOO_LONG } from "./bounds";
import {
  checkTokens,
  type Comment,
  isClearlyExpression,
  textProblem,
  type Token,
  type Tokens,
  tokensOf,
} from "../lexer";
import { parse } from "./parse";
import type { ReadingProblem } from "../report";
import type { Node } from "./tree";

/** What a filter text is. */
export type Reading =
  /** One group's identifier, as it stands: case, spaces and all. */
  | { readonly kind: "group"; readonly name: string }
  | { readonly kind: "expression"; readonly tree: Node; readonly comments: readonly Comment[] }
  /** Over a bound, or CEL of a kind that no reader here knows; `why` fits after "it". */
  | { readonly kind: "skipped"; readonly why: string }
  /** It cannot work: the text is empty, holds what no filter may, or clearly means an expression and is not CEL. */
  | { readonly kind: "invalid"; readonly problem: ReadingProblem };

/** Reads a filter text. Never throws, and takes a bounded time, whatever the text is. */
export function readFilter(text: string): Reading {
  if (text.length > BOUNDS.length) {
    return skipped(TOO_LONG);
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
  if (isTooDeep(tokens)) {
    return skipped(TOO_DEEP);
  }
  const checked = checkTokens(tokens);
  if ("problem" in checked) {
    return { kind: "invalid", problem: checked.problem };
  }
  if (tokens.some((_token, index) => isMessage(tokens, index))) {
    return skipped("holds a message of Protocol Buffers");
  }
  const parsed = parse(tokens, checked.pairs);
  return "node" in parsed
    ? { kind: "expression", tree: parsed.node, comments }
    : "problem" in parsed
      ? { kind: "invalid", problem: parsed.problem }
      : skipped(parsed.over);
}

/** Whether `Foo{}`, `Foo{,}`, `Foo{a: 1}` or `Foo{?a: 1}` begins there: what begins so is no other CEL. */
function isMessage(tokens: readonly Token[], index: number): boolean {
  const [name, opening, ...fields] = tokens.slice(index, index + 5);
  if (name?.kind !== "name" || name.text === "in" || opening?.text !== "{") {
    return false;
  }
  const [first] = fields;
  const [field, colon] = first?.text === "?" ? fields.slice(1) : fields;
  return first?.text === "}" || first?.text === "," || (field?.kind === "name" && colon?.text === ":");
}

function skipped(why: OverBound): Reading {
  return { kind: "skipped", why };
}
