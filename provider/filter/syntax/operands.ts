import type { Token } from "../lexer";

export function endsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? text === ")" || text === "]" || text === "}" : text !== "in";
}

export function beginsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? /^[([{!-]$/.test(text) : text !== "in" && !RESERVED.has(text);
}

export function isInfix({ kind, text }: Token): boolean {
  return kind === "name" ? text === "in" : kind === "symbol" && /^(?:[&|=!<>]{2}|[<>]=?|[*/%+?])$/.test(text);
}

/** Words that CEL does not allow as names. */
export const RESERVED: ReadonlySet<string> = new Set(
  "as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);
