import { join } from "node:path";
import { RULES } from "../../../provider/filter";
import { BROKEN, WARNED } from "../verdicts";
import { literalOf, NO_PROBLEM, readSnapshot, shown, snapshotNames, snapshotOf } from "./snapshots";

/**
 * What a user reads about a filter, word by word. `npm run update:shown` rewrites the files: read each changed block as a user
 * would.
 */
const ROOT = join(__dirname, "../../..");
const NAMES = snapshotNames(ROOT);

describe.each(NAMES)("%s", (name) => {
  const blocks = readSnapshot(ROOT, name).map(
    ({ filter, ...block }) => [literalOf(filter), filter, block] as const,
  );

  test.each(blocks)("%s", (_literal, filter, block) => {
    expect(shown(filter)).toBe(block.shown);
    expect(snapshotOf(filter)).toBe(name);
  });
});

test("every rule has a snapshot, and every snapshot has a rule: `npm run update:shown` adds and removes them", () => {
  expect([...NAMES].sort()).toEqual([...RULES.map(({ id }) => id), NO_PROBLEM].sort());
});

test("every filter of the tables is shown", () => {
  const all = [...WARNED, ...BROKEN].map(([text]) => text).filter((text) => text.length <= 300);
  const there = new Set(NAMES.flatMap((name) => readSnapshot(ROOT, name).map(({ filter }) => filter)));
  expect(all.filter((text) => !there.has(text))).toEqual([]);
});
