import fc from "fast-check";

/** Returns a number from 0 to `below - 1`. */
type Choose = (below: number) => number;

/** The encodings in which a server could echo a secret. `choose` selects among their forms. */
const ENCODINGS = {
  raw: (secret) => secret,
  JSON: (secret, choose) => inJson(secret, choose),
  "JSON inside JSON": (secret, choose) => JSON.stringify(inJson(secret, choose)).slice(1, -1),
  "percent-encoding": (secret, choose) => percentEncoded(secret, choose),
  base64: (secret, choose) => {
    const before = "user:".slice(0, choose(6));
    const after = "\nend".slice(0, choose(5));
    const base64 = Buffer.from(before + secret + after).toString(choose(2) === 0 ? "base64" : "base64url");
    const whole = choose(2) === 0 ? base64 : base64.replace(/=+$/, "");
    return whole.replace(/[+/=]/g, (character) =>
      choose(3) === 0 ? hexEscape(character.charCodeAt(0), choose) : character,
    );
  },
} as const satisfies Record<string, (secret: string, choose: Choose) => string>;

/** An encoding of secrets, with a name for test failures. */
export interface Encoding {
  readonly encoding: keyof typeof ENCODINGS;
  readonly choices: readonly number[];
}

/** Any of the encodings, with any mix of forms. */
export const anyEncoding: fc.Arbitrary<Encoding> = fc.record({
  encoding: fc.constantFrom(...(Object.keys(ENCODINGS) as Encoding["encoding"][])),
  choices: fc.array(fc.nat(999), { minLength: 5, maxLength: 30 }),
});

export function encode(secret: string, { encoding, choices }: Encoding): string {
  let used = 0;
  return ENCODINGS[encoding](secret, (below) => {
    used += 1;
    return (choices[used % choices.length] ?? 0) % below;
  });
}

/** A character of a secret: from base64, or a special character for a parser. */
export const secretCharacter = fc.oneof(
  fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")),
  fc.constantFrom(...Array.from('%\\"/+= &u25;<>')),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.constantFrom("é", "Ã", "漢", "😀", "𝒳"),
);

function inJson(secret: string, choose: Choose): string {
  return Array.from(secret, (character) => {
    if (choose(4) === 0) {
      return Array.from({ length: character.length }, (_, at) => {
        const code = character.charCodeAt(at).toString(16).padStart(4, "0");
        return `\\u${mixedCase(code, choose)}`;
      }).join("");
    }
    return character === "/" && choose(2) === 0 ? "\\/" : JSON.stringify(character).slice(1, -1);
  }).join("");
}

function percentEncoded(secret: string, choose: Choose): string {
  return Array.from(secret, (character) => {
    if (character === " " && choose(2) === 0) {
      return "+";
    }
    const mayStay = /[\w.~!*'()/:@-]/.test(character);
    return mayStay && choose(3) > 0
      ? character
      : Array.from(Buffer.from(character), (byte) => hexEscape(byte, choose)).join("");
  }).join("");
}

function hexEscape(byte: number, choose: Choose): string {
  return `%${mixedCase(byte.toString(16).padStart(2, "0"), choose)}`;
}

function mixedCase(hex: string, choose: Choose): string {
  return Array.from(hex, (digit) => (choose(2) === 0 ? digit : digit.toUpperCase())).join("");
}
