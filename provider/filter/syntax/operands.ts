import type { Token } from "../lexer";

/** Whether an operand may end with this token. */
export function endsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? text === ")" || text === "]" || text === "}" : text !== "in";
}

/** Whether an operand may begin with this token. */
export function beginsOperand({ kind, text }: Token): boolean {
  return kind === "symbol" ? /^[([{!-]$/.test(text) : text !== "in" && !RESERVED.has(text);
}

/** Whether the token is an operator between two operands. */
export function isInfix({ kind, text }: Token): boolean {
  return kind === "name" ? text === "in" : kind === "symbol" && /^(?:[&|=!<>]{2}|[<>]=?|[*/%+?])$/.test(text);
}

/** Words that CEL allows for no name. */
export const RESERVED: ReadonlySet<string> = new Set(
  "as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);
