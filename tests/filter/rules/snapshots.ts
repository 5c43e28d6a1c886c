import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lint, showProblem } from "../../../provider/filter";

/** One file per rule, with the filters in which the rule finds the first problem, and one for filters without a problem. */
export const SNAPSHOTS = "tests/filter/rules/shown";

export const NO_PROBLEM = "no-problem";

export interface Block {
  readonly filter: string;
  /** The messages about the filter, as a user sees them. */
  readonly shown: string;
}

/** The names of the files, without `.txt`. */
export function snapshotNames(root: string): readonly string[] {
  return readdirSync(join(root, SNAPSHOTS)).map((file) => file.replace(/\.txt$/, ""));
}

/** The blocks of a file: each begins with `filter` and the filter as JSON. */
export function readSnapshot(root: string, name: string): readonly Block[] {
  return readFileSync(join(root, SNAPSHOTS, `${name}.txt`), "utf8")
    .trimEnd()
    .split(/\n\n(?=filter ")/)
    .map((block) => {
      const [header = "", ...lines] = block.split("\n");
      return { filter: JSON.parse(header.replace(/^filter /, "")) as string, shown: lines.join("\n") };
    });
}

export function formatSnapshot(blocks: readonly Block[]): string {
  const texts = blocks.map(({ filter, shown }) =>
    [`filter ${literalOf(filter)}`, ...(shown === "" ? [] : [shown])].join("\n"),
  );
  return `${texts.join("\n\n")}\n`;
}

/** The filter as JSON, with an escape for everything that cannot be seen. */
export function literalOf(filter: string): string {
  return JSON.stringify(filter).replace(
    /(?! )[\p{C}\p{Z}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export function shown(text: string): string {
  const { failures, warnings } = lint(text);
  return [
    ...failures.map((problem) => `error ${problem.rule}: ${showProblem(text, problem)}`),
    ...warnings.map((problem) => `warning ${problem.rule}: ${showProblem(text, problem)}`),
  ].join("\n");
}

/** The file in which a filter belongs: that of the rule that finds the first problem. */
export function snapshotOf(text: string): string {
  const { failures, warnings } = lint(text);
  return [...failures, ...warnings][0]?.rule ?? NO_PROBLEM;
}
