/**
 * `npm run update:shown`: rewrites the snapshots of what is printed about filters, and adds those of the tables in
 * verdicts.ts. To add another filter, add a line with `filter` and the filter as JSON to any file, after an empty line. A rule
 * without a snapshot gets one with its example.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../../provider/filter";
import { BROKEN, WARNED } from "../verdicts";
import {
  type Block,
  formatSnapshot,
  readSnapshot,
  shown,
  snapshotNames,
  snapshotOf,
  SNAPSHOTS,
} from "./snapshots";

const root = process.cwd();
const names = snapshotNames(root);
const filters = new Set([
  ...names.flatMap((name) => readSnapshot(root, name).map(({ filter }) => filter)),
  ...[...WARNED, ...BROKEN].map(([text]) => text).filter((text) => text.length <= 300),
  ...RULES.filter(({ id }) => !names.includes(id)).map(({ example }) => example),
]);
const blocks = new Map<string, Block[]>();
for (const filter of filters) {
  const name = snapshotOf(filter);
  blocks.set(name, [...(blocks.get(name) ?? []), { filter, shown: shown(filter) }]);
}
for (const name of names) {
  rmSync(join(root, SNAPSHOTS, `${name}.txt`));
}
for (const [name, content] of blocks) {
  writeFileSync(join(root, SNAPSHOTS, `${name}.txt`), formatSnapshot(content));
}
