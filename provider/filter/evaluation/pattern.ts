/** Whether a text matches; undefined where that cannot be told without a regular expression engine. */
type Pattern = (text: string) => boolean | undefined;

/**
 * A regular expression of the simple kind: texts with `.*` between them, `^` and `$` at the ends, as in `^kafka-.*`. Such a
 * one is searched for in one pass.
 *
 * Every other is not evaluated, for CEL's are RE2's and JavaScript's engine is none: it may need exponential time.
 *
 * @returns undefined where it is another
 */
export function patternOf(regex: string): Pattern | undefined {
  const isAnchored = regex.startsWith("^");
  // Without an anchor, anything may stand before the first piece, and behind the last.
  const pieces = isAnchored ? [""] : ["", ""];
  let hasDot = false;
  let isAtEnd = false;
  for (const [token] of regex.slice(isAnchored ? 1 : 0).matchAll(TOKEN)) {
    if (isAtEnd) {
      return undefined;
    }
    if (token === ".*") {
      hasDot = true;
      pieces.push("");
    } else if (token === "$") {
      isAtEnd = true;
    } else if (token.length === 1 ? SPECIAL.test(token) : !ESCAPED.test(token)) {
      return undefined;
    } else {
      pieces.push(`${pieces.pop() ?? ""}${token.at(-1) ?? ""}`);
    }
  }
  if (!isAtEnd) {
    pieces.push("");
  }
  // A dot is any character but a line break.
  return (text) => (hasDot && text.includes("\n") ? undefined : hasPieces(text, pieces));
}

const TOKEN = /\.\*|\\[^]?|[^]/g;

/** Also what is special only behind what stands here: in `a?`, the question mark. */
const SPECIAL = /[.*+?()[\]{}|\\^]/;

/** A punctuation mark that stands for itself. */
const ESCAPED = /^\\[!-/:-@[-`{-~]$/;

/** Whether a text begins with the first piece, ends with the last, and holds the others between them in their order. */
function hasPieces(text: string, pieces: readonly string[]): boolean {
  const [first = "", ...others] = pieces;
  const last = others.pop();
  if (last === undefined) {
    return text === first;
  }
  let at = text.startsWith(first) ? first.length : -1;
  for (const piece of others) {
    // The leftmost places leave the most for the last piece.
    const found = at === -1 ? -1 : text.indexOf(piece, at);
    at = found === -1 ? -1 : found + piece.length;
  }
  return at !== -1 && text.endsWith(last) && at + last.length <= text.length;
}
