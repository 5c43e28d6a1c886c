/** Whether a text matches; undefined if that needs a regular expression engine. */
type Pattern = (text: string) => boolean | undefined;

/**
 * Returns a matcher for a simple regular expression: text with `.*`, and `^` and `$` at the ends, as in `^kafka-.*`.
 * Returns undefined for any other, because JavaScript's engine differs from RE2 and may need exponential time.
 */
export function patternOf(regex: string): Pattern | undefined {
  const isAnchored = regex.startsWith("^");
  // Without an anchor, anything can precede the first piece and follow the last one.
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
  // A dot does not match a line break.
  return (text) => (hasDot && text.includes("\n") ? undefined : hasPieces(text, pieces));
}

const TOKEN = /\.\*|\\[^]?|[^]/g;

/** Includes characters that are special only after another one, such as `?` in `a?`. */
const SPECIAL = /[.*+?()[\]{}|\\^]/;

const ESCAPED = /^\\[!-/:-@[-`{-~]$/;

/** Whether a text begins with the first piece, ends with the last, and contains the others in between, in order. */
function hasPieces(text: string, pieces: readonly string[]): boolean {
  const [first = "", ...others] = pieces;
  const last = others.pop();
  if (last === undefined || !text.startsWith(first)) {
    return text === first;
  }
  let at = first.length;
  for (const piece of others) {
    // Leftmost matches leave the most room for the last piece.
    const found = text.indexOf(piece, at);
    if (found === -1) {
      return false;
    }
    at = found + piece.length;
  }
  return text.endsWith(last) && at + last.length <= text.length;
}
