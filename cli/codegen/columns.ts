/**
 * How many columns `text` takes, as Prettier counts them: two for an emoji and for a character of East Asian width, none
 * for a mark on the character before it.
 *
 * Some rare symbols are counted as one that are two columns wide. Then a line is broken where Prettier would leave it, or
 * the other way round; the program is the same.
 */
export function columnsOf(text: string): number {
  let columns = 0;
  const rest = text.replace(EMOJI, () => {
    columns += 2;
    return "";
  });
  for (const character of rest) {
    columns += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

/** TypeScript refuses the flag in a literal for our target; every version of Node.js that we run on knows it. */
const EMOJI = new RegExp(String.raw`\p{RGI_Emoji}`, "gv");

const NONE = /[\p{Cc}\p{Mn}\p{Me}]/u;

const WIDE =
  /(?![\u1160-\u11FF\uFF61-\uFFDC])[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303E\u30FB\u30FC\uFF01-\uFF60\uFFE0-\uFFE6]/u;
