import type { Token } from "./tokens";

/** Which bracket closes which, by the indices of the tokens, both ways. */
export type Pairs = ReadonlyMap<number, number>;

/** The pairs, or the first bracket that has no partner: a closing one, or an opening one of another kind than what follows. */
type Brackets =
  { readonly pairs: Pairs } | { readonly unpaired: Token; readonly instead?: Token | undefined };

export function pairBrackets(tokens: readonly Token[]): Brackets {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "symbol") {
      continue;
    }
    if (PARTNERS.has(token.text)) {
      open.push(index);
    } else if (CLOSING.has(token.text)) {
      const opening = open.pop();
      const opened = opening === undefined ? undefined : tokens[opening];
      if (opening === undefined || opened === undefined) {
        return { unpaired: token };
      }
      if (PARTNERS.get(opened.text) !== token.text) {
        return { unpaired: opened, instead: token };
      }
      pairs.set(opening, index).set(index, opening);
    }
  }
  const unpaired = tokens[open.at(-1) ?? -1];
  return unpaired === undefined ? { pairs } : { unpaired };
}

/** What closes a bracket. */
export const PARTNERS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** What closes any. */
export const CLOSING: ReadonlySet<string> = new Set(PARTNERS.values());
