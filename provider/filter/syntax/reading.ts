import { type Comment, isClearlyExpression, type Tokens, tokensOf } from "../lexer";
import { codePoint, readingProblem, type ReadingProblem } from "../report";
import { ParseError, Parser, type Unreadable } from "./parse";
import { boundName, childrenOf, freeVariables, isText, type Node, RELATIONS } from "./tree";

/** Larger filters are not read, to limit the time. The API usually accepts 300 characters. */
const MAX_CHARACTERS = 10_000;
const MAX_TOKENS = 2_000;

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

function readExpression({ tokens, comments }: Tokens): Reading {
  if (tokens.length > MAX_TOKENS) {
    return { kind: "skipped", why: `has more than ${MAX_TOKENS} parts` };
  }
  try {
    return { kind: "expression", tree: new Parser(tokens).parse(), comments };
  } catch (error) {
    if (error instanceof ParseError) {
      return error.reading;
    }
    throw error;
  }
}

/** Finds what no filter may be: empty, blank, with a control character, or with the text of an Output. */
function textProblem(text: string): ReadingProblem | undefined {
  if (text.trim() === "") {
    const message = text === "" ? "the filter is empty" : "the filter is blank";
    return readingProblem("empty", { start: 0, end: text.length }, message);
  }
  const { index: start, 0: piece } = STRINGIFIED_OUTPUT.exec(text) ?? CONTROL_CHARACTER.exec(text) ?? {};
  if (start === undefined || piece === undefined) {
    return undefined;
  }
  const range = { start, end: start + piece.length };
  return CONTROL_CHARACTER.test(piece)
    ? readingProblem(
        "control-character",
        range,
        `the filter contains the control character ${codePoint(piece)}`,
      )
    : readingProblem(
        "stringified-output",
        range,
        "an Output or a promise was converted to a string here, and its value is lost",
        "Write pulumi.interpolate before the template: filters.group(pulumi.interpolate`env-${name}-admins`)",
      );
}

const CONTROL_CHARACTER = /[^\P{Cc}\t\n\r]/u;

/** The beginnings of the texts that Pulumi's SDKs return in place of a value. */
const STRINGIFIED_OUTPUT = /Calling \[?\w+\]? on an \[?Output.{1,5} is not supported|\[object Promise\]/;
