import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { shellWord } from "../../../cli/codegen";

/** Returns the arguments that a command receives from a shell. */
function wordsOf(shell: string, words: readonly string[]): string[] {
  const print = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
  const command = `exec "$NODE" -e '${print}' -- ${words.map(shellWord).join(" ")}`;
  const { stdout } = spawnSync(shell, ["-c", command], { encoding: "utf8", env: { NODE: process.execPath } });
  return JSON.parse(stdout) as string[];
}

const special = fc.constantFrom(
  "'",
  '"',
  "\\",
  "$",
  "`",
  "!",
  "*",
  "?",
  "~",
  " ",
  "-",
  "#",
  "&",
  ";",
  "(",
  "0",
  "7",
);
const obeyed = fc.constantFrom("\n", "\r", "\t", "\u001B", "\u0085", "\u2028", "\u202E");
const any = fc.constantFrom("é", "管", "🚀", "\u00A0", "\u200B", "\u{E0001}", "a", "Z");
const textOf = (...units: fc.Arbitrary<string>[]) => fc.array(fc.oneof(...units)).map((all) => all.join(""));

test.each([
  ["plain/word.json", "plain/word.json"],
  ["", "''"],
  ["urn:pulumi:dev::p::a$b::x", "'urn:pulumi:dev::p::a$b::x'"],
  [`r["it's"]`, `'r["it'\\''s"]'`],
  ["two\nlines", "$'two\\012lines'"],
  ["it's\u001B[2J\\", "$'it\\047s\\033[2J\\134'"],
  ["\u202E1", "$'\\342\\200\\2561'"],
])("shellWord writes %j as %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test.each([
  ["sh", textOf(special, any)],
  ["bash", textOf(special, any, obeyed)],
])("%s passes every word on unchanged", (shell, text) => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 20, maxLength: 40 }), (texts) => {
      const words = texts.filter((each) => shell === "bash" || !shellWord(each).startsWith("$"));
      expect(wordsOf(shell, words)).toEqual(words);
      expect(words.map(shellWord).join(" ")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    }),
    { numRuns: 10 },
  );
});
