import { type Range, rangeOf } from "../report";
import { childrenOf, isGroups, type Node, readFilter } from "../syntax";

/** The part of a group's identifier that looks like an expression. */
export interface Lookalike extends Range {
  /** Of the whole identifier, if it can be read as an expression. */
  readonly tree: Node | undefined;
}

/** What a group's identifier has of an expression; undefined if it has nothing that is rare in names. */
export function lookalikeOf(name: string): Lookalike | undefined {
  const sign = SIGNS.map((pattern) => pattern.exec(name)).find((match) => match !== null);
  const reading = readFilter(name, true);
  const tree = reading.kind === "expression" ? reading.tree : undefined;
  if (sign !== undefined) {
    return { start: sign.index, end: sign.index + sign[0].length, tree };
  }
  return tree !== undefined && isTelling(tree) ? { ...rangeOf(tree), tree } : undefined;
}

/** Whether a text that can be read as CEL has in it what hardly any name has: a quoted text, or a question about `groups`. */
function isTelling(tree: Node): boolean {
  const isText = (node: Node): boolean =>
    (node.kind === "literal" && (node.type === "string" || node.type === "bytes")) ||
    childrenOf(node).some(isText);
  // Not `groups-all` or `groups/all`, though.
  const isRelation = tree.kind === "binary" && !"+-*/%".includes(tree.operator);
  const asks = isRelation || ["conditional", "not", "index"].includes(tree.kind);
  return isText(tree) || (asks && childrenOf(tree).some(isGroups));
}

/** What a condition has and the name of a group hardly ever. */
const SIGNS: readonly RegExp[] = [
  // true, false or the variable, in other letters, in brackets or negated.
  /^[!(\s]*(?:true|false|groups?(?:\.(?:length|size|count))?|claims?(?:\.\w+)*)[)\s]*$/iu,
  /(?<![\p{L}\p{N}_-])in\s+(?:user\.)?(?:groups?|claims?)(?![\p{L}\p{N}_-])/iu,
  /(?<![\p{L}\p{N}_.-])(?:groups?|claims?)(?:\.\w+)*(?:\s*(?:[!=]=|<>|=[>~]|@>)|\s+=\s|\s+-?[ic]?(?:not)?(?:in|contains?|has|eq(?:uals)?|includes|like|is|ne|co|sw|ew|match(?:es)?|any)\s+["'(\p{L}])/iu,
  /[!=]=/u,
  /\.(?:startsWith|endsWith|contains|matches|exists|all|includes)\s*\(|\w\(\s*["']/iu,
  // SCIM, OData and PowerShell: `department -eq "Sales"`.
  /\s(?:eq|ne|co|sw|ew|-[a-z]+)\s+["']/iu,
  // LDAP: `(&(objectClass=user)(memberOf=CN=kafka))`.
  /^\s*\((?:[&|!]\s*\(|[\w.;:-]+\s*[~<>]?=).*\)\s*$|\b(?:memberOf|objectClass)\b[\w.:]*=/isu,
  // A claim beside a single sign, and a regular expression.
  /(?<![\p{L}\p{N}_.-])claims(?:\.\w+)+\s*[=:~]|^\^|\.\*/u,
  // The end of a quoted text whose beginning was lost.
  /^[^"]*"$/u,
];
