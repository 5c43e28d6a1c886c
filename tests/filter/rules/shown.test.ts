import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lint, showProblem } from "../../../provider/filter/index";
import { BROKEN, WARNED } from "../verdicts";

/**
 * What a user reads about a filter, word by word: each block of the file is a filter, as JSON, and what is shown of it.
 * Whoever changes a word reads the block as a user would.
 */
const BLOCKS = readFileSync(join(__dirname, "shown.txt"), "utf8")
  .trimEnd()
  .split(/\n\n(?=filter ")/)
  .map((block) => {
    const [header = "", ...lines] = block.split("\n");
    const literal = header.replace(/^filter /, "");
    return [literal, JSON.parse(literal) as string, lines.join("\n")] as const;
  });

function shown(text: string): string {
  const { failures, warnings } = lint(text);
  return [
    ...failures.map((problem) => `error ${problem.rule}: ${showProblem(text, problem)}`),
    ...warnings.map((problem) => `warning ${problem.rule}: ${showProblem(text, problem)}`),
  ].join("\n");
}

test.each(BLOCKS)("%s", (_literal, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test("every filter of which the tables say something is shown", () => {
  const all = [...WARNED, ...BROKEN].map(([text]) => text).filter((text) => text.length <= 300);
  const there = new Set(BLOCKS.map(([, text]) => text));
  expect(all.filter((text) => !there.has(text))).toEqual([]);
});
