import type { Token } from "./tokens";

/**
 * Whether a text clearly means an expression. Everything else is one group's identifier, which may hold anything: the API
 * takes both in the same property.
 *
 * An expression begins with a quote or with brackets and a quote, is `true` or `false`, holds `&&` or `||`, the words
 * `in groups` or `in claims.`, calls something on or with `groups` or `claims`, or compares one of them with a literal.
 * Brackets that only group change nothing, except around `true` and `false`.
 */
export function isClearlyExpression(text: string, all: readonly Token[]): boolean {
  const tokens = withoutGrouping(all);
  return (
    beginsWithQuote(text, tokens) ||
    (all.length === 1 && (all[0]?.text === "true" || all[0]?.text === "false")) ||
    callsOnOrWith(tokens) ||
    tokens.some(
      (token, index) =>
        isConnective(token) || isMembership(text, tokens, index) || isComparison(text, tokens, index),
    )
  );
}

/** The tokens without the round brackets that follow no name, and so call nothing. */
function withoutGrouping(tokens: readonly Token[]): readonly Token[] {
  const open: boolean[] = [];
  return tokens.filter(({ text }, index) => {
    if (text === "(") {
      const before = tokens[index - 1];
      open.push(before?.kind === "name" && (before.text !== "in" || tokens[index - 2]?.text === "."));
      return open.at(-1);
    }
    return text !== ")" || open.pop();
  });
}

function beginsWithQuote(text: string, tokens: readonly Token[]): boolean {
  const first = tokens.find(({ text: piece }) => piece !== "[");
  if (first === undefined) {
    return false;
  }
  const character = text.charAt(first.start);
  if (DOUBLE_QUOTES.has(character)) {
    return true;
  }
  // An apostrophe counts with its partner only, and a partner closes something: 't Hooft's team has none.
  if (first.kind === "string") {
    return character === "'" && !isWordAt(text, first.end);
  }
  if (!SINGLE_QUOTES.has(character)) {
    return false;
  }
  for (let at = first.end; at < text.length; at += 1) {
    if (SINGLE_QUOTES.has(text.charAt(at)) && !isWordAt(text, at + 1)) {
      return true;
    }
  }
  return false;
}

const DOUBLE_QUOTES: ReadonlySet<string> = new Set(['"', "“", "”", "„", "‟", "«", "»"]);
const SINGLE_QUOTES: ReadonlySet<string> = new Set(["‘", "’", "‚", "‛", "‹", "›"]);

function isConnective(token: Token): boolean {
  return token.kind !== "string" && /^(?:&&|\|\|)/.test(token.text);
}

/** `in groups`, `in claims.` */
function isMembership(text: string, tokens: readonly Token[], index: number): boolean {
  const variable = tokens[index + 1];
  return (
    isWholeWord(text, tokens[index], "in") &&
    (isWholeWord(text, variable, "groups") ||
      (isWholeWord(text, variable, "claims") && tokens[index + 2]?.text === "."))
  );
}

/**
 * `groups.exists(`, `claims.a.contains(`, `size(groups)`, `has(claims.a)`. A space before the bracket is part of a name, as in
 * `Office (groups)`, unless the function is CEL's own and its call is not the whole text.
 */
function callsOnOrWith(tokens: readonly Token[]): boolean {
  const calls: boolean[] = [];
  return tokens.some(({ kind, text, start }, index) => {
    if (kind === "name") {
      const before = tokens[index - 1]?.text ?? "";
      return (
        isVariable(text) && calls.at(-1) === true && /^[(,!]$/.test(before) && !isOperand(tokens[index + 1])
      );
    }
    if (text === ")") {
      calls.pop();
    } else if (text === "(") {
      const name = tokens[index - 1];
      const callee = `${tokens[index - 2]?.text === "." ? "." : ""}${name?.text}`;
      calls.push(name?.end === start || (tokens.length > 4 && FUNCTIONS.test(callee)));
      return (
        calls.at(-1) === true &&
        pathTo(tokens, index - 1)
          .slice(0, -1)
          .some(isVariable)
      );
    }
    return false;
  });
}

const FUNCTIONS =
  /^(?:dyn|has|size|type|\.(?:all|contains|endsWith|exists|exists_one|filter|map|matches|size|startsWith))$/;

/** `groups == "a"`, `claims.a in ["b"]`, `"a" = groups`, `groups[0] < "b"` */
function isComparison(text: string, tokens: readonly Token[], index: number): boolean {
  const operator = tokens[index];
  if (
    operator === undefined ||
    !(isWholeWord(text, operator, "in") || (/^[!=<>]+$/.test(operator.text) && operator.text !== "!"))
  ) {
    return false;
  }
  const [before, after, next] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
  return (
    (isOperandOfComparison(pathTo(tokens, index - 1)) && isLiteral(after, "[", operator)) ||
    (isLiteral(before, "]", operator) &&
      isOperandOfComparison([after?.text ?? "", ...(next?.text === "." ? ["."] : [])]))
  );
}

/** `groups` or a part of it, or something of `claims`. */
function isOperandOfComparison([variable, ...more]: readonly string[]): boolean {
  return variable === "groups" || (variable === "claims" && more.length > 0);
}

/** The steps of the path `a.b[0].?c` whose last token is at `index`, an index as `[`. */
function pathTo(tokens: readonly Token[], index: number): readonly string[] {
  const steps: string[] = [];
  let at = index;
  while (at >= 0) {
    const token = tokens[at];
    if (token?.text === "]") {
      while (at >= 0 && tokens[at]?.text !== "[") {
        at -= 1;
      }
      steps.push("[");
      at -= 1;
      continue;
    }
    if (token?.kind !== "name" && token?.kind !== "quoted name") {
      break;
    }
    steps.push(token.text);
    at -= tokens[at - 1]?.text === "?" ? 2 : 1;
    if (tokens[at]?.text !== ".") {
      break;
    }
    at -= 1;
  }
  return steps.reverse();
}

function isVariable(name: string): boolean {
  return name === "groups" || name === "claims";
}

/** Whether something stands there that cannot follow an operand. */
function isOperand(token: Token | undefined): boolean {
  return (
    token !== undefined && ["name", "number", "string", "stray"].includes(token.kind) && token.text !== "in"
  );
}

/** Whether a literal begins or ends there. A number beside a single sign does not count: `ou=groups=1` can be a name. */
function isLiteral(token: Token | undefined, bracket: "[" | "]", operator: Token): boolean {
  return (
    token !== undefined &&
    (token.kind === "string" ||
      (token.kind === "number" && operator.text.length > 1) ||
      [bracket, "true", "false", "null"].includes(token.text) ||
      isQuote(token.text))
  );
}

function isQuote(text: string): boolean {
  return text === "'" || DOUBLE_QUOTES.has(text) || SINGLE_QUOTES.has(text);
}

/** A hyphen joins: the word `groups-all` does not hold the word `groups`. */
function isWholeWord(text: string, token: Token | undefined, word: string): boolean {
  return (
    token?.kind === "name" &&
    token.text === word &&
    !isWordAt(text, token.end) &&
    !/[\p{L}\p{M}\p{N}_-]$/u.test(text.slice(Math.max(0, token.start - 2), token.start))
  );
}

function isWordAt(text: string, at: number): boolean {
  return /^[\p{L}\p{M}\p{N}_-]/u.test(text.slice(at, at + 2));
}
