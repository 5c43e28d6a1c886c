import type { Token } from "./tokens";

/**
 * Whether a text clearly is an expression. Any other text is a group name, because the API accepts both in one property.
 *
 * An expression begins with a quote or with brackets and a quote, is `true` or `false`, contains `&&`, `||`, `in groups`, or
 * `in claims.`, calls a function on or with `groups` or `claims`, or compares one of them with a literal. Grouping brackets
 * change nothing, except around `true` and `false`.
 */
export function isClearlyExpression(text: string, all: readonly Token[]): boolean {
  const tokens = withoutGrouping(all);
  return (
    beginsWithQuote(text, tokens) ||
    (all.length === 1 && (all[0]?.text === "true" || all[0]?.text === "false")) ||
    callsOnOrWith(tokens) ||
    tokens.some(
      (token, index) =>
        (token.kind !== "string" && /^(?:&&|\|\|)/.test(token.text)) ||
        isMembership(text, tokens, index) ||
        isComparison(text, tokens, index),
    )
  );
}

/** Removes round brackets that do not follow a name and so do not call anything. */
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
  if (/["“”„‟«»]/.test(character)) {
    return true;
  }
  // An apostrophe counts only with a closing one, which "'t Hooft's team" does not have.
  if (first.kind === "string") {
    return character === "'" && !isWordAt(text, first.end);
  }
  return /[‘’‚‛‹›]/.test(character) && /[‘’‚‛‹›](?![\p{L}\p{M}\p{N}_-])/u.test(text.slice(first.end));
}

function isMembership(text: string, tokens: readonly Token[], index: number): boolean {
  const variable = tokens[index + 1];
  return (
    isWholeWord(text, tokens[index], "in") &&
    (isWholeWord(text, variable, "groups") ||
      (isWholeWord(text, variable, "claims") && tokens[index + 2]?.text === "."))
  );
}

/**
 * `groups.exists(`, `claims.a.contains(`, `size(groups)`. A space before the bracket is part of a name, as in
 * `Office (groups)`, unless the function is CEL's own and its call is not the whole text.
 */
function callsOnOrWith(tokens: readonly Token[]): boolean {
  const calls: boolean[] = [];
  return tokens.some(({ kind, text, start }, index) => {
    if (kind === "name") {
      const before = tokens[index - 1]?.text ?? "";
      const isWhole = /^[(,!]$/.test(before) && !tokens.slice(index + 1, index + 2).some(isOperand);
      return isVariable(text) && calls.at(-1) === true && isWhole;
    }
    if (text === ")") {
      calls.pop();
    } else if (text === "(") {
      const name = tokens[index - 1];
      const callee = `${tokens[index - 2]?.text === "." ? "." : ""}${name?.text}`;
      calls.push(name?.end === start || (tokens.length > 4 && FUNCTIONS.test(callee)));
      const target = pathTo(tokens, index - 1).slice(0, -1);
      return calls.at(-1) === true && target.some(isVariable);
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

/** `groups`, a part of it, or a part of `claims`. */
function isOperandOfComparison([variable, ...more]: readonly string[]): boolean {
  return variable === "groups" || (variable === "claims" && more.length > 0);
}

/** The steps of the path `a.b[0].?c` that ends at `index`, with `[` for an index. */
function pathTo(tokens: readonly Token[], index: number): readonly string[] {
  const steps: string[] = [];
  let isPath = true;
  for (let at = index; at >= 0 && isPath; at -= 1) {
    const token = tokens[at];
    if (token?.text === "]") {
      while (at >= 0 && tokens[at]?.text !== "[") {
        at -= 1;
      }
      steps.push("[");
    } else if (token?.kind === "name" || token?.kind === "quoted name") {
      steps.push(token.text);
      at -= tokens[at - 1]?.text === "?" ? 2 : 1;
      isPath = tokens[at]?.text === ".";
    } else {
      isPath = false;
    }
  }
  return steps.reverse();
}

function isVariable(name: string): boolean {
  return name === "groups" || name === "claims";
}

/** Whether the token cannot follow an operand. */
function isOperand({ kind, text }: Token): boolean {
  return ["name", "number", "string", "stray"].includes(kind) && text !== "in";
}

/** Whether a literal begins or ends here. A number beside `=` does not count: `ou=groups=1` can be a name. */
function isLiteral(token: Token | undefined, bracket: "[" | "]", operator: Token): boolean {
  return (
    token !== undefined &&
    (token.kind === "string" ||
      (token.kind === "number" && operator.text.length > 1) ||
      [bracket, "true", "false", "null"].includes(token.text) ||
      /^['"“”„‟«»‘’‚‛‹›]$/.test(token.text))
  );
}

/** A hyphen is part of a word: `groups-all` does not contain the word `groups`. */
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
