/**
 * `npm run bench:directory`: measures how long it takes to read a directory of 100,000 users and to compute who gains access.
 *
 * Exits with 1 if a target is missed.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Directory, impactOf, readDirectory } from "../../../provider/directory";

const USERS = 100_000;

/** Groups per user. */
const GROUPS = 8;

/** Maximum CPU time for a file with the twelve mappings of an organization, in milliseconds. */
const TARGETS = { shared: 2_000, distinct: 4_000 } as const;

const FILTERS = [
  ...Array.from({ length: 9 }, (_, index) => `"group-${index}" in groups && "group-${index + 9}" in groups`),
  "group-7",
  '!("group-1" in groups) || "group-2" in groups',
  'groups.exists(g, g.startsWith("group-1"))',
];

/** Users who share their groups with their department, one of a hundred; or, as in no real company, users whose groups all differ. */
const users = (sharesGroups: boolean) =>
  Array.from({ length: USERS }, (_, index) => {
    const seed = sharesGroups ? index % 100 : index;
    const groups = Array.from(
      { length: GROUPS },
      (_group, place) => `group-${(seed * (place + 3) + Math.floor(seed / 997) * place ** 3) % 997}`,
    );
    return { user: `user-${index}@company.example`, groups };
  });

const rows = (sharesGroups: boolean, of: (user: string, groups: readonly string[]) => string) =>
  users(sharesGroups)
    .map(({ user, groups }) => of(user, groups))
    .join("");

const wide = (user: string, groups: readonly string[]) => `${user},${groups.join(";")}\n`;
const long = (user: string, groups: readonly string[]) =>
  groups
    .slice(0, GROUPS / 2)
    .map((group) => `${user},${group}\n`)
    .join("");

const FILES: readonly (readonly [what: string, content: string, target: number])[] = [
  ["CSV, one line per user", `user,groups\n${rows(true, wide)}`, TARGETS.shared],
  ["CSV, one line per membership, 4 each", `user,group\n${rows(true, long)}`, TARGETS.shared],
  ["JSON", JSON.stringify(users(true)), TARGETS.shared],
  ["CSV, one line per user, all distinct", `user,groups\n${rows(false, wide)}`, TARGETS.distinct],
];

/** Returns the CPU time of this process so far, in milliseconds. Other processes do not affect it. */
function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "confluent-sso-bench-"));
  const path = join(folder, "people");
  const misses: string[] = [];
  for (const [what, content, target] of FILES) {
    await writeFile(path, content);
    const start = cpuTimeMs();
    const directory: Directory = await readDirectory(path);
    const read = cpuTimeMs();
    const gains = FILTERS.map((after) => impactOf(directory, { before: undefined, after }).gain.length);
    const end = cpuTimeMs();
    misses.push(...(end - start > target ? [`${what}: more than ${target} ms`] : []));
    console.log(
      `${what.padEnd(36)} ${directory.size} users, ${directory.sets.length} sets: read in ${(read - start).toFixed(0)} ms, ` +
        `${FILTERS.length} filters in ${(end - read).toFixed(0)} ms (${gains.reduce((sum, gain) => sum + gain, 0)} gains)`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  console.log(misses.length === 0 ? "Every target was met." : `Missed:\n${misses.join("\n")}`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}

void main();
