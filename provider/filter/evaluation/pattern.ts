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
  const isAnchoredAtStart = regex.startsWith("^");
  const pieces: string[] = [""];
  let isAnchoredAtEnd = false;
  for (const [token] of regex.slice(isAnchoredAtStart ? 1 : 0).matchAll(TOKEN)) {
    if (isAnchoredAtEnd) {
      return undefined;
    }
    if (token === ".*") {
      pieces.push("");
    } else if (token === "$") {
      isAnchoredAtEnd = true;
    } else if (token.length === 1 ? SPECIAL.test(token) : !ESCAPED.test(token)) {
      return undefined;
    } else {
      pieces.push(`${pieces.pop() ?? ""}${token.at(-1) ?? ""}`);
    }
  }
  return (text) =>
    // A dot is any character but a line break.
    pieces.length > 1 && text.includes("\n")
      ? undefined
      : find(text, pieces, isAnchoredAtStart, isAnchoredAtEnd);
}

const TOKEN = /\.\*|\\[^]?|[^]/g;

/** Also what is special only behind what stands here: in `a?`, the question mark. */
const SPECIAL = /[.*+?()[\]{}|\\^]/;

/** A punctuation mark that stands for itself. */
const ESCAPED = /^\\[!-/:-@[-`{-~]$/;

function find(text: string, pieces: readonly string[], atStart: boolean, atEnd: boolean): boolean {
  const last = pieces.length - 1;
  if (last === 0) {
    const [piece = ""] = pieces;
    return atStart && atEnd
      ? text === piece
      : atStart
        ? text.startsWith(piece)
        : atEnd
          ? text.endsWith(piece)
          : text.includes(piece);
  }
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index === last && atEnd) {
      // The leftmost places of the others leave the most for the last.
      return text.length - piece.length >= at && text.endsWith(piece);
    }
    const found = index === 0 && atStart ? (text.startsWith(piece) ? 0 : -1) : text.indexOf(piece, at);
    if (found === -1) {
      return false;
    }
    at = found + piece.length;
  }
  return true;
}
