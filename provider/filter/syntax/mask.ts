import { isOperandPlace, type Token } from "../lexer";

/**
 * The text as the library is to see it: every token at its place, so that its positions are ours, with the same structure, and
 * with nothing in it that the library reads otherwise than CEL does: no comment, and in place of every literal a plain one
 * of its kind. What a literal means, the token says (literals.ts).
 *
 * @param tokens none of them stray
 */
export function maskOf(tokens: readonly Token[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const [index, { start, end }] of tokens.entries()) {
    if (start > at) {
      pieces.push(" ".repeat(start - at));
    }
    pieces.push(maskOfToken(tokens, index, pieces.at(-1)?.at(-1)));
    at = end;
  }
  return pieces.join("");
}

function maskOfToken(tokens: readonly Token[], index: number, before: string | undefined): string {
  const { kind, text } = tokens[index] ?? { kind: "stray", text: "" };
  switch (kind) {
    case "string": {
      // Not the quote that stands right before it: three in a row would open a text of several lines.
      const quote = before === '"' ? "'" : '"';
      return `${quote}${" ".repeat(text.length - 2)}${quote}`;
    }
    case "number":
      // A number that begins with its dot would become one with what stands right before it.
      return text.startsWith(".") ? ` ${"1".repeat(text.length - 1)}` : "1".repeat(text.length);
    case "quoted name":
      return ` ${"_".repeat(text.length - 2)} `;
    case "name":
      return REFUSED_NAMES.has(text) ? "_".repeat(text.length) : text;
    case "symbol":
      return isLeadingDot(tokens, index) || isCommaAlone(tokens, index) ? " " : text;
    case "stray":
      return text;
  }
}

/** The dot of `.groups`, which names the same; not a second one in `a..b` or `a.?.b`. */
function isLeadingDot(tokens: readonly Token[], index: number): boolean {
  const [first, second] = [tokens[index - 2]?.text, tokens[index - 1]?.text];
  return (
    tokens[index]?.text === "." &&
    isOperandPlace(tokens, index) &&
    tokens[index + 1]?.kind === "name" &&
    second !== "." &&
    !(first === "." && second === "?")
  );
}

/** `[,]` and `{,}` are an empty list and an empty map. */
function isCommaAlone(tokens: readonly Token[], index: number): boolean {
  const around = [index - 1, index, index + 1].map((place) => tokens[place]?.text ?? "").join("");
  return around === "[,]" || around === "{,}";
}

/** Names that CEL allows and the library does not. */
const REFUSED_NAMES: ReadonlySet<string> = new Set(["__proto__", "prototype"]);
