import { createRequire } from "node:module";
import type * as Cel from "@marcbachmann/cel-js";
import { BOUNDS, type OverBound, TOO_DEEP, TOO_LARGE, UNREADABLE } from "./bounds";
import type { Pairs, Token } from "../lexer";
import { maskOf } from "./mask";
import { nodeOf } from "./nodeOf";
import type { ReadingProblem } from "../report";
import { syntaxProblem } from "./syntaxProblem";
import type { Node } from "./tree";

/** A tree, what is wrong with the text, or which bound it is over. */
type Parsed = { readonly node: Node } | { readonly problem: ReadingProblem } | { readonly over: OverBound };

/**
 * Reads the tokens as an expression. The grammar is the library's; of a text it sees only the structure (mask.ts), and of
 * its errors only the position counts.
 *
 * @param tokens none of them stray
 */
export function parse(tokens: readonly Token[], pairs: Pairs): Parsed {
  try {
    const { ast } = (environment ??= newEnvironment()).parse(maskOf(tokens));
    return nodeOf(ast, tokens, pairs);
  } catch (error) {
    return faultIn(error, tokens);
  }
}

let environment: Cel.Environment | undefined;

/** The library is loaded here and nowhere else, when the first filter is read: not at all where none is. */
function newEnvironment(): Cel.Environment {
  const { Environment } = createRequire(__filename)("@marcbachmann/cel-js") as typeof Cel;
  return new Environment({
    enableOptionalTypes: true,
    limits: {
      maxDepth: BOUNDS.depth,
      maxAstNodes: BOUNDS.nodes,
      maxListElements: BOUNDS.nodes,
      maxMapEntries: BOUNDS.nodes,
      maxCallArguments: BOUNDS.nodes,
    },
  });
}

function faultIn(error: unknown, tokens: readonly Token[]): Parsed {
  const { code, range, summary } = error as Partial<Cel.ParseError>;
  if (range === undefined) {
    // None of the library's own: the stack is full, say. No bound above is meant to let such a text through, but none is
    // proved to.
    return { over: UNREADABLE };
  }
  if (code === "limit_exceeded") {
    return { over: summary?.includes("maxDepth") === true ? TOO_DEEP : TOO_LARGE };
  }
  return {
    problem:
      code === "invalid_macro_argument"
        ? macroProblem(tokens, range.start)
        : syntaxProblem(tokens, range.start),
  };
}

/** `exists("a", …)`: a macro that binds a variable, and is given something else. */
function macroProblem(tokens: readonly Token[], at: number): ReadingProblem {
  const { start, end } = tokens.find((token) => token.end > at) ?? { start: at, end: at };
  return {
    rule: "macro-variable",
    message: "this must be a name, which stands for each value in turn",
    suggestion: 'Write it as in groups.exists(g, g == "kafka")',
    start,
    end,
  };
}
