/**
 * Where a text that is no JSON stops being it, as an offset; its length where it only breaks off. The parser of Node.js
 * says it in words that differ by version, and quotes what stands there, secrets too.
 */
export function brokenAt(json: string): number {
  let at = 0;
  const failed = () => (unfinished(json.slice(at)) ? json.length : at);
  const skip = (token: RegExp): boolean => {
    token.lastIndex = at;
    const found = token.exec(json);
    at += found?.[0].length ?? 0;
    return found !== null;
  };
  /** What each open bracket is closed by. */
  const open: string[] = [];
  let state: "value" | "first" | "key" | "after" = "value";
  for (;;) {
    skip(BLANK);
    const mark = json[at];
    const end = open.at(-1);
    if (state === "first" && mark === end) {
      state = "after";
      open.pop();
      at += 1;
    } else if (state === "after") {
      if (end === undefined || (mark !== end && mark !== ",")) {
        return failed();
      }
      at += 1;
      if (mark === end) {
        open.pop();
      } else {
        state = end === "}" ? "key" : "value";
      }
    } else if (state === "key" || (state === "first" && end === "}")) {
      if (!skip(TEXT)) {
        return failed();
      }
      skip(BLANK);
      if (json[at] !== ":") {
        return failed();
      }
      at += 1;
      state = "value";
    } else if (mark === "{" || mark === "[") {
      open.push(mark === "{" ? "}" : "]");
      at += 1;
      state = "first";
    } else {
      if (!skip(TEXT) && !skip(SCALAR)) {
        return failed();
      }
      state = "after";
    }
  }
}

/** Whether this, the rest of a text, may be the beginning of a token. */
function unfinished(rest: string): boolean {
  return /^(?:"[^"\\]*(?:\\.[^"\\]*)*\\?|[\w+.-]*)\s*$/.test(rest);
}

/** The tokens of JSON (RFC 8259). In a text stands nothing below the space. */
const BLANK = /[ \t\n\r]*/y;
const TEXT = /"[ !#-[\]-\uFFFF]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[ !#-[\]-\uFFFF]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
