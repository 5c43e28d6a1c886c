import { childrenOf, isGroups, type Node, readFilter } from "../syntax";

/**
 * Returns undefined if nothing in a group name is rare in names and common in expressions; otherwise, its tree if the name
 * can be read as an expression.
 */
export function lookalikeOf(name: string) {
  const reading = readFilter(name, true);
  const tree = reading.kind === "expression" ? reading.tree : undefined;
  const isLookalike = SIGNS.some((sign) => sign.test(name)) || (tree !== undefined && isTypical(tree));
  return isLookalike ? { tree } : undefined;
}

/** Whether an expression contains a string or a condition on `groups`, as hardly any name does. */
function isTypical(tree: Node): boolean {
  const isText = (node: Node): boolean =>
    (node.kind === "literal" && (node.type === "string" || node.type === "bytes")) ||
    childrenOf(node).some(isText);
  // Not `groups-all` or `groups/all`.
  const isRelation = tree.kind === "binary" && !"+-*/%".includes(tree.operator);
  const asks = isRelation || ["conditional", "not", "index"].includes(tree.kind);
  return isText(tree) || (asks && childrenOf(tree).some(isGroups));
}

/** Patterns that are common in expressions of CEL or other languages, and rare in group names. */
const SIGNS: readonly RegExp[] = [
  // true, false or the variable, in other letters, in brackets or negated.
  /^(?:[!(\s.#@:]|\$\.|(?:user|principal|subject|token|jwt|request|input|context|root|this|var|local|each)\.)*(?:true|false|groups?(?:\.(?:length|size|count))?|claims?(?:\.\w+)*)[)\s]*$/iu,
  // The variable beside an operator or a word for one.
  /(?<=\S\s+)(?:[iI]n|IN)\s+(?:\w+\.)*(?:(?:groups?|claims?|GROUPS?)(?![\p{L}\p{N}_-])|Groups?\s*$)/u,
  /(?<![\p{L}\p{N}_-])(?:groups?|claims?)(?:\.\w+)*\s*(?:<>|@>|->|[→⇒]|\.(?:contain|match|include|exist|equal|start|end)e?s?(?:with)?\s+\S|\[\s*[*?:\]_\d]|\s=\s|\s-?[ic]?(?:not)?(?:in|contains?|has|have|eq(?:uals)?|includes?|like|is|ne|co|sw|ew|gt|ge|lt|le|match(?:es)?|any|starts\s?with|ends\s?with)\s+["'(\p{L}\p{N}])/iu,
  /^\W*(?:\w+[\s(]+){0,3}(?:\w+\.)*groups?[\w.()\s|]*[<>=]\s*\d+\W*$/iu,
  /^[\s{(+-]*(?:[gG]roups\s*:|(?:group|claims?|filter|condition|expression|query)\s*:\s)|^\s*\{\s*\w+\s*:/u,
  /[!=~:]=|=[~>]|!~|∈/u,
  // A text in quotes behind an operator or a word for one: SQL, SCIM, OData, PowerShell, Cedar, PromQL.
  /(?<!\b(?:CN|OU|O|DC|L|ST|C|UID)\s*)[=<>~]\s*["'“‘]/iu,
  /\s(?:-[a-z]+|contains?|has(?:\s+any)?|in|includes?|is|like|eq(?:uals)?|ne|co|sw|ew|gt|ge|lt|le|any|match(?:es)?|(?:start|end)s\s?with)\s*[([{\s]\s*(?:\w+::)?["'“‘]/iu,
  // Calls with a text in quotes, without arguments, or of well-known functions: Okta, SpEL, JMESPath.
  /\w\??\((?:[^()"']*[,\s])?[([{]*["'“‘]|\w\(\s*(?:[*@]\s*[,)]|\/\/|\))/u,
  /\.(?:startsWith|endsWith|contains?|matches|exists|any|some|every|all|includes?|filter|equals)\??\s*["'(]/iu,
  /\b(?:is|has|in)(?:Any|All)?(?:Member|Group|Role|Authority|Scope|Claim)\w*\s*\(/iu,
  /\s(?:eq|ne|gt|ge|lt|le)\s+(?:-?\d|(?:true|false|null)\b)|\s-[ic]?(?:not)?(?:eq|ne|contains|match|like|gt|ge|lt|le)\s/iu,
  // SQL, and words in capitals between others.
  /^\W*(?:SELECT|select)\s.*\s(?:FROM|from)\s|^\W*select\s+\*|\sLIKE\s|\bEXISTS\s*\(|[a-z]\s+(?:AND|OR)(?:\s+NOT)?\s+[a-z(]/su,
  /^\W*where\s.*[<>=]|\bis\s+(?:not\s+)?null\b|\w\s*=\s*\w+\s+(?:and|or)\s+[\w.]+\s*=|\bis\s+(?:an?\s+)?member\s+of\b|\bmember\s+of\s*["']/isu,
  // LDAP: `(&(objectClass=user)(memberOf=CN=kafka))`.
  /^\s*\((?:[&|!]\s*\(|[\w.;:-]+\s*[~<>]?=).*\)\s*$|\b(?:memberOf|objectClass)\b[\w.:]*[=\s]|[&|!]\s*\([\w.;:-]+\s*[~<>]?=|^ldaps?:/isu,
  // JSONPath, jq, XPath, OData, GraphQL, SpEL, and optional chaining.
  /^\s*(?:\$(?:\.{1,2}[\w*]|\[)|@\.|\.\w*\[)|\|\s*[a-z_]+\(|\[\s*[?@]|^\s*\/\/(?:\*|(?:\w+\/)*(?:groups?|users?|members?)\b)|\/(?:any|all)\(\s*\w*\s*[:)]|\/\$count/u,
  /^\s*\$(?:filter|select|expand|search)\b|\{[^{}]*\w\s*\{|\.[?^$!]\[|\w\?\.\w|\$\w+->|^\s*(?:if\s*\(|lambda\s+\w+\s*:)/u,
  // A claim beside a single sign, and a regular expression.
  /(?<![\p{L}\p{N}_.-])claims(?:\.\w+)+\s*[=:~]|^\/?\^|\.[*+]|\\[dws][*+{]|\[\w-\w[^\]]*\][*+{]/u,
  // The end of a quoted text whose beginning was lost.
  /^[^"]*"$/u,
];
