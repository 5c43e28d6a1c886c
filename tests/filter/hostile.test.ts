import * as fc from "fast-check";
import { lint, positionOf, type Problem, readFilter, sameFilter, showProblem } from "../../provider/filter";

/** Texts made to be slow, deep or long for a parser; `in groups` sees to it that they are taken for expressions. */
const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ["opening brackets", `${"(".repeat(100_000)} in groups`],
  ["opening brackets, within the bound", `${"(".repeat(9_000)} in groups`],
  ["closing brackets", `"a" in groups${")".repeat(9_000)}`],
  ["square brackets", `${"[".repeat(9_000)}"a" in groups`],
  ["braces", `"a" in groups ${"{".repeat(9_000)}`],
  ["negations", `${"!".repeat(100_000)}("a" in groups)`],
  ["negations, within the bound", `${"!".repeat(9_900)}("a" in groups)`],
  ["minus signs", `${"- ".repeat(4_900)} 1 in groups`],
  ["negations and brackets", `${"!(".repeat(4_000)}"a" in groups${")".repeat(2_000)}`],
  ["a text of a megabyte", `"${"a".repeat(1_000_000)}" in groups`],
  ["a number of a megabyte", `${"9".repeat(1_000_000)} in groups`],
  ["a number, within the bound", `${"9".repeat(9_900)} in groups`],
  ["hexadecimal digits", `0x${"f".repeat(9_900)} in groups`],
  ["an exponent", `1e${"9".repeat(9_900)} in groups`],
  ["quotes that nothing closes", `${'"\\"'.repeat(3_300)} in groups`],
  ["triple quotes that nothing closes", `${'"""a\\'.repeat(1_600)} in groups`],
  ["raw quotes that nothing closes", `${"r'a\nR\"b\n".repeat(1_200)} in groups`],
  ["backslashes", `"${"\\\\".repeat(4_900)}" in groups`],
  ["backslashes outside quotes", `${"\\".repeat(9_000)} in groups`],
  ["escapes", `"${"\\a".repeat(4_900)}" in groups`],
  ["a chain", `${'""in groups||'.repeat(760)}true`],
  ["a chain of names", `${"a||".repeat(3_300)} in groups`],
  ["a sum", `${"1+".repeat(900)}1 in groups`],
  ["a relation", `${"1<".repeat(900)}1 in groups`],
  ["conditions", `${"a?b:".repeat(2_400)}c in groups`],
  ["calls", `${"size(".repeat(1_900)} in groups`],
  ["calls on each other", `a${".b()".repeat(2_400)} in groups`],
  ["fields", `a${".b".repeat(4_900)} in groups`],
  ["indices", `a${"[0]".repeat(3_200)} in groups`],
  ["paths before a comparison", `${"a[0].".repeat(1_900)}b == groups`],
  ["paths of the variable", `${"groups.".repeat(1_400)}a`],
  ["blanks", `"a"${" ".repeat(9_000)}in groups`],
  ["blanks before a group", `${" ".repeat(9_900)}kafka`],
  ["blanks within a group", `kafka in${" ".repeat(9_900)}x`],
  ["brackets and blanks before a group", `${"( ".repeat(4_900)}kafka`],
  ["comments", `${"//\n".repeat(3_300)}true`],
  ["slashes", `${"/ ".repeat(4_900)} in groups`],
  ["operators", `${"&&".repeat(4_900)} in groups`],
  ["single operators", `${"= ".repeat(4_900)} in groups`],
  ["commas", `[${",".repeat(9_800)}] in groups`],
  ["typographic quotes", "“".repeat(9_900)],
  ["apostrophes", "’a".repeat(4_900)],
  ["marks that combine", `"a${"\u0301".repeat(9_900)}" in groups`],
  ["emoji", `${"👩‍👩‍👧‍👦".repeat(900)} in groups`],
  ["halves of characters", `"${"\ud800".repeat(900)}" in groups and`],
  ["line breaks", `${"\r\n".repeat(4_900)}"a" in groups and`],
  ["the names of Object's prototype", "__proto__.constructor.toString(valueOf) in groups"],
];

/** Everything that may be asked of a text. */
function askAll(text: string): readonly Problem[] {
  readFilter(text);
  sameFilter(text, `${text} `);
  const { failures, warnings } = lint(text);
  const problems = [...failures, ...warnings];
  for (const problem of problems) {
    expect(problem.start).toBeLessThanOrEqual(problem.end);
    expect(problem.end).toBeLessThanOrEqual(text.length);
    expect(positionOf(text, problem.start).line).toBeGreaterThanOrEqual(1);
    // The engine cuts off what is longer, and no caret would be seen.
    expect(showProblem(text, problem).length).toBeLessThan(1_000);
  }
  return problems;
}

test.each(HOSTILE)("%s: answered, and shortly", (_name, text) => {
  expect(() => askAll(text)).not.toThrow();
});

describe("any text is answered", () => {
  const pieces =
    '" \' """ r" b\' ` \\ ( ) [ ] { } . , : ? ! - + * / % < > = & | == != && || in groups claims and not true 1 0x .5 ' +
    "exists size has a é “ ’ \u00a0 \ufeff // \n \r \u2028 😀 \ud83d kafka";

  test("tokens in any order", () => {
    const soup = fc
      .array(fc.constantFrom(...pieces.split(" "), " "), { maxLength: 60 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(soup, (text) => void askAll(text)),
      { seed: 5, numRuns: 3_000 },
    );
  });

  test("tokens in any order, taken for an expression", () => {
    const soup = fc
      .array(fc.constantFrom(...pieces.split(" ")), { maxLength: 30 })
      .map((all) => all.join(" "));
    fc.assert(
      fc.property(soup, (text) => void askAll(`${text} || "x" in groups`)),
      { seed: 6, numRuns: 3_000 },
    );
  });

  test("characters of all kinds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => void askAll(text)),
      { seed: 7, numRuns: 3_000 },
    );
  });
});
