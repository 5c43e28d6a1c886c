/** Whether RE2 rejects a regular expression. If in doubt, or if the expression is long, returns false. */
export function isInvalidPattern(pattern: string): boolean {
  if (pattern.length > MAX_CHARACTERS) {
    return false;
  }
  const names = new Set<string>();
  // Whatever RE2 and JavaScript read differently is replaced, so a backslash, `(?`, or `[` that is left is an error.
  const common = pattern.replace(PIECE, (piece, name: string | undefined) => {
    const isInvalid = name === undefined ? isInvalidPiece(piece) : names.has(name);
    names.add(name ?? "");
    return isInvalid ? "\\" : piece.startsWith("(") ? (piece.endsWith(")") ? "" : "(") : "x";
  });
  return /\\|\(\?|\[/.test(common) || maxCount(common) > MAX_COUNT || !compiles(common);
}

function compiles(pattern: string, flags?: string): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp;
  } catch {
    return false;
  }
}

const MAX_CHARACTERS = 1_000;

/** RE2's limit for a repetition count, and for the product of nested counts: `(a{100}){11}` exceeds it. */
const MAX_COUNT = 1_000;

const ESCAPE = String.raw`\\(?:[pP](?:\{\^?\w+\}|\w)|x(?:[\da-fA-F]{2}|\{0*(?:10[\da-fA-F]{4}|[\da-fA-F]{1,5})\})|0[0-7]{0,2}|[1-7][0-7]{1,2}|[adDfnrsStvwW_]|(?!\w)[\0-\x7F])`;
const POSIX = String.raw`\[:\^?(?:al(?:num|pha)|ascii|blank|cntrl|x?digit|graph|lower|print|punct|space|upper|word):\]`;
const ITEM = String.raw`(?:${POSIX}|${ESCAPE}|(?!\[:\^?\w{1,20}:\])[^\\\]])`;

/** `\Q…\E`, an escape, a class, flags, the name of a group, a count that begins with 0, or an anchor, which RE2 can repeat. */
const PIECE = new RegExp(
  String.raw`\\Q[^]*?(?:\\E|$)|${ESCAPE}|\\[AbBCz]|\[(?:\^|(?!\^))(?:\]|${ITEM})${ITEM}*\]|\(\?P?<([\p{L}\p{N}_]+)>|\(\?[imsU]*(?:-[imsU]+)?[:)]|\{(?:0\d+(?:,\d*)?|\d+,0\d+)\}|[$^]`,
  "gu",
);

/** An item of a class, or two with a hyphen between them. */
const RANGE = new RegExp(String.raw`(${ITEM}|\])(?:-(${ITEM}))?`, "gu");

/** Whether an escape or a class has an unknown Unicode property or an invalid range. */
function isInvalidPiece(piece: string): boolean {
  const [items] = /(?<=^\[\^?)(?!\^)[^]+(?=\]$)|^\\p[^]+/i.exec(piece) ?? [""];
  return Array.from(items.matchAll(RANGE)).some(isInvalidRange);
}

function isInvalidRange([range, first = "", last]: readonly string[]): boolean {
  const [, property] = /\\p\{?\^?(\w+)/i.exec(range ?? "") ?? [];
  if (property !== undefined && property !== "Any") {
    return !["gc", "sc"].some((key) => compiles(`\\p{${key}=${property}}`, "u"));
  }
  if (last === undefined || /^\\[dspw]|^\[:/i.test(first)) {
    return false;
  }
  const [from, to] = [first, last].map((item) => /^(?:\\(?=\W))?(.)$/su.exec(item)?.[1]?.codePointAt(0));
  return /^\\[dspw]/i.test(last) || (from !== undefined && to !== undefined && from > to);
}

/** The largest product of nested repetition counts. */
function maxCount(pattern: string): number {
  const open = [1];
  let last = 1;
  for (const [token, min, max] of pattern.matchAll(/\{(\d+),?(\d*)\}|[^]/g)) {
    if (token === "(") {
      open.push(1);
    }
    last =
      token === ")"
        ? (open.pop() ?? 1)
        : min === undefined
          ? 1
          : last * Math.max(1, Number(max === "" ? min : max));
    open.push(Math.max(open.pop() ?? 1, last));
  }
  return Math.max(...open);
}
