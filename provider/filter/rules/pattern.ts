/** Whether RE2 rejects a regular expression. If in doubt, or if the expression is long, returns false. */
export function isInvalidPattern(pattern: string): boolean {
  const common = (pattern.length > MAX_CHARACTERS ? "" : pattern).replace(RE2_ONLY, (piece) =>
    piece.startsWith("(") ? (piece.endsWith(")") ? "" : "(") : PLAIN_CLASS.test(piece) ? piece : "x",
  );
  try {
    // What is left is an escape that RE2 does not have, such as a reference back, or a look ahead or behind.
    return /\\|\(\?/.test(common) || !(new RegExp(common) instanceof RegExp);
  } catch {
    return true;
  }
}

const MAX_CHARACTERS = 1_000;
const PLAIN_CLASS = /^\[\^?[ -Z^-~]+\]$/;

/** Escapes, classes, flags and names of groups, and the ends, which RE2 may repeat. */
const RE2_ONLY =
  /\\Q[^]*?(?:\\E|$)|\\(?:[pP](?:\{\^?\w+\}|\w)|x\{[\da-fA-F]+\}|[0-7]{2,3}|[0aAbBCdDEfnrsStvwWxz_]|[^\w])|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|\(\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?[:)])|[$^]/g;
