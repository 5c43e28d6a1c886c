import { excerpt, type Problem } from "../report";
import { childrenOf, isGroups, type Node, readExpression } from "../syntax";
import type { Tokens } from "../lexer";
import { EVERYONE, truthWarnings } from "./truthWarnings";

/** What may be wrong with a text that is taken for one group's identifier. */
export function groupWarnings(name: string, tokens: Tokens): readonly Problem[] {
  return [...blanksAtEnds(name), ...nearlyExpression(name, tokens)];
}

function blanksAtEnds(name: string): readonly Problem[] {
  const trimmed = name.trim();
  const start = name.indexOf(trimmed);
  const end = start + trimmed.length;
  if (trimmed === name) {
    return [];
  }
  return [
    {
      rule: "blank-at-end",
      message: `the group's identifier ${start > 0 ? (end < name.length ? "begins and ends" : "begins") : "ends"} with white space, which counts`,
      suggestion: `Write ${excerpt(trimmed)}, unless the identity provider sends it so`,
      start: start > 0 ? 0 : end,
      end: start > 0 ? start : name.length,
    },
  ];
}

/** It is sent as it stands, and as one group's identifier it lets in hardly anybody: its author may have meant a condition. */
function nearlyExpression(name: string, tokens: Tokens): readonly Problem[] {
  const sign = SIGNS.map((pattern) => pattern.exec(name)).find((match) => match !== null);
  const isReadable =
    sign !== undefined || tokens.tokens.some(({ kind, text }) => kind === "string" || text === "groups");
  const reading = isReadable ? readExpression(tokens) : undefined;
  const tree = reading?.kind === "expression" ? reading.tree : undefined;
  const range =
    sign !== undefined
      ? { start: sign.index, end: sign.index + sign[0].length }
      : tree !== undefined && isTelling(tree)
        ? { start: tree.start, end: tree.end }
        : undefined;
  if (range === undefined) {
    return [];
  }
  // `(true)`: were it an expression after all, everybody would be in.
  const everyone =
    tree === undefined ? [] : truthWarnings(name, tree).filter(({ rule }) => rule === EVERYONE);
  if (everyone.length > 0) {
    return everyone;
  }
  return [
    {
      rule: "nearly-expression",
      message: "this is taken for the identifier of one group, and looks nearly like a condition",
      suggestion: 'Write a condition as "kafka" in groups, && and || between several, and true for everybody',
      ...range,
    },
  ];
}

/** Whether a text that can be read as CEL has in it what hardly any name has: a quoted text, or a question about `groups`. */
function isTelling(tree: Node): boolean {
  const isText = (node: Node): boolean =>
    (node.kind === "literal" && (node.type === "string" || node.type === "bytes")) ||
    childrenOf(node).some(isText);
  const asks = ["binary", "conditional", "not", "index"].includes(tree.kind) && !isArithmetic(tree);
  return isText(tree) || (asks && childrenOf(tree).some(isGroups));
}

/** `groups-all`, `groups/all` */
function isArithmetic(node: Node): boolean {
  return node.kind === "binary" && "+-*/%".includes(node.operator);
}

/** What a condition has and the name of a group hardly ever. */
const SIGNS: readonly RegExp[] = [
  // true, false or the variable, in other letters, in brackets or negated.
  /^[!(\s]*(?:true|false|groups?|claims?(?:\.\w+)*)[)\s]*$/iu,
  /(?<![\p{L}\p{N}_-])in\s+(?:user\.)?(?:groups?|claims?)(?![\p{L}\p{N}_-])/iu,
  /(?<![\p{L}\p{N}_.-])(?:groups?|claims?)(?:\.\w+)*(?:\s*(?:[!=]=|<>|=[>~])|\s+=\s|\s+(?:in|contains|has|equals|includes|like|is)\s+["'(\p{L}])/iu,
  /[!=]=/u,
  /\.(?:startsWith|endsWith|contains|matches|exists|all|includes)\s*\(/iu,
  // The end of a quoted text whose beginning was lost.
  /^[^"]*"$/u,
];
