import type { Token } from "./tokens";

/**
 * Whether a text clearly means an expression. Everything else is one group's identifier, which may hold anything: the API
 * takes both in the same property.
 */
export function isClearlyExpression(tokens: readonly Token[]): boolean {
  const outline = outlineOf(tokens);
  return SIGNS.some((sign) => sign.test(outline));
}

/** The text with nothing in its quotes, no comments, and one space for white space. */
function outlineOf(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => {
      const isApart = token.start > (tokens[index - 1]?.end ?? token.start);
      const outline =
        token.kind === "string"
          ? token.text.replace(/^(\w*)(["'])[^]*$/, "$1$2$2")
          : token.text.replace(/^`.+`$/, "_");
      return `${isApart ? " " : ""}${outline}`;
    })
    .join("");
}

/** A hyphen joins: the word `groups-all` does not hold the word `groups`. */
const LETTER = "[\\p{L}\\p{M}\\p{N}_-]";
const IN = `(?<!${LETTER})in(?!${LETTER})`;
const OPERATOR = `(?:[!=]=+|=|${IN})`;
const FIELD = " ?\\. ?(?:\\? ?)?\\w+";
const PATH = `(?:${FIELD}| ?\\[[^\\]]*\\])*`;
const DOUBLE_QUOTES = '"“”„‟«»';
const SINGLE_QUOTES = "‘’‚‛‹›";
const CONSTANT = "(?<!\\w)(?:true|false|null)(?!\\w)";

const SIGNS: readonly RegExp[] = [
  // true, false
  "^(?:true|false)$",
  // "Team A", ("Team A": an apostrophe counts only with a partner that closes something, unlike that of 't Hooft's team.
  `^[ ([]*(?:[${DOUBLE_QUOTES}]|''(?!${LETTER})|[${SINGLE_QUOTES}].*[${SINGLE_QUOTES}](?!${LETTER}))`,
  // a && b, a || b
  "&&|\\|\\|",
  // a in groups, a in claims.b
  `${IN} (?:groups(?!${LETTER})|claims ?\\.)`,
  // groups.exists(, claims.a.contains(: no space stands before the bracket.
  `(?<!\\w)(?:groups|claims)${PATH}${FIELD}\\(`,
  // size(groups), f(a, !groups), has(claims.a)
  `\\w\\((?:[^()]*,)? ?!? ?(?:groups|claims) ?(?:[-+*/%()[\\]{}.,:?<>]|[!=]=|in(?!\\w)|$)`,
  // groups == "a", claims.a in ["b"]: a number beside a single = is none, as in the name ou=groups=1.
  `(?<!\\w|[\\w)\\]] ?\\. ?)(?:groups|claims(?= ?[.[]))${PATH}[ )]*${OPERATOR}[ (]*` +
    `(?:['[${DOUBLE_QUOTES}${SINGLE_QUOTES}]|${CONSTANT}|(?<=(?:[!=]=|in)[ (]*)\\d)`,
  // "a" = groups, !("a" in (groups))
  `(?:['\\]${DOUBLE_QUOTES}${SINGLE_QUOTES}]|${CONSTANT})[ )]*${OPERATOR}[ (]*(?:groups(?!\\w)|claims ?\\.)`,
].map((source) => new RegExp(source, "u"));
