/**
 * `npm run bench:filters`: measures how long it takes to check filters in one process.
 *
 * Exits with 1 if a target is missed.
 */
import { HOSTILE } from "../../filter/hostileTexts";
import { BROKEN, CONDITIONS, GROUPS, WARNED } from "../../filter/verdicts";
import { lint, sameFilter } from "../../../provider/filter";
import { shareOfPreview } from "./shareOfPreview";

const FILTERS = 10_000;

/** Maximum durations in milliseconds: to check one filter, to check it in a preview, and to check any text. */
const TARGETS = { perFilter: 2, perResource: 2, perHostileText: 100 } as const;

/** Returns the duration of `run` in milliseconds. */
function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const table = [...GROUPS, ...CONDITIONS, ...[...WARNED, ...BROKEN].map(([text]) => text)].filter(
  (text) => text.length <= 300,
);
// No two filters are equal, so a cache would not help.
const filters = Array.from(
  { length: FILTERS },
  (_, index) => `${table[index % table.length] ?? ""}${" ".repeat(index / table.length)}`,
);

void main();

async function main(): Promise<void> {
  const first = timeOf(() => lint('"kafka" in groups'));
  const all = timeOf(() => {
    filters.forEach((filter) => lint(filter));
  });
  const compared = timeOf(() => {
    filters.forEach((filter) => sameFilter(filter, ` ${filter}`));
  });
  const hostile = HOSTILE.map(([name, text]) => ({ name, time: timeOf(() => lint(text)) })).sort(
    (one, other) => other.time - one.time,
  );

  const preview = await shareOfPreview([...CONDITIONS, ...GROUPS]);

  console.log(`the first filter, including the time to load the code   ${first.toFixed(0)} ms`);
  console.log(
    `${FILTERS} filters checked                                 ${all.toFixed(0)} ms, ${(all / FILTERS).toFixed(3)} ms each`,
  );
  console.log(
    `${FILTERS} pairs compared                                  ${compared.toFixed(0)} ms, ${(compared / FILTERS).toFixed(3)} ms each`,
  );
  console.log(
    `check of one resource, with and without filter checks   ${preview.read.toFixed(3)} ms, ${preview.unread.toFixed(3)} ms, difference ${preview.share.toFixed(3)} ms`,
  );
  console.log(`the slowest of ${hostile.length} hostile texts`);
  for (const { name, time } of hostile.slice(0, 5)) {
    console.log(`  ${time.toFixed(1).padStart(6)} ms  ${name}`);
  }

  const misses = [
    ...(all / FILTERS > TARGETS.perFilter ? [`a filter takes more than ${TARGETS.perFilter} ms`] : []),
    ...(preview.share > TARGETS.perResource
      ? [`a filter adds more than ${TARGETS.perResource} ms to a preview`]
      : []),
    ...hostile
      .filter(({ time }) => time > TARGETS.perHostileText)
      .map(({ name }) => `${name}: more than ${TARGETS.perHostileText} ms`),
  ];
  console.log(
    misses.length === 0
      ? "Every target was met."
      : `Missed:\n${misses.map((miss) => `- ${miss}`).join("\n")}`,
  );
  process.exitCode = misses.length === 0 ? 0 : 1;
}
