/**
 * `npm run bench:directory`: what it costs to read a directory of 100,000 users, and to tell who gains and who loses.
 *
 * Ends with 0 if every target was met, with 1 if one was missed.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Directory, impactOf, readDirectory } from "../../../provider/directory";

const USERS = 100_000;

/** As many as a user has. */
const GROUPS = 8;

/** The most that a file may take with the twelve mappings that an organisation may have, in milliseconds of the processor. */
const TARGETS = { alike: 2_000, unlike: 4_000 } as const;

const FILTERS = [
  ...Array.from({ length: 9 }, (_, index) => `"group-${index}" in groups && "group-${index + 9}" in groups`),
  "group-7",
  '!("group-1" in groups) || "group-2" in groups',
  'groups.exists(g, g.startsWith("group-1"))',
];

/** Users of one of a hundred departments each, or each of groups that nobody else has together: that is no company's. */
const users = (areAlike: boolean) =>
  Array.from({ length: USERS }, (_, index) => {
    const seed = areAlike ? index % 100 : index;
    const groups = Array.from(
      { length: GROUPS },
      (_group, place) => `group-${(seed * (place + 3) + Math.floor(seed / 997) * place ** 3) % 997}`,
    );
    return { user: `user-${index}@company.example`, groups };
  });

const rows = (areAlike: boolean, of: (user: string, groups: readonly string[]) => string) =>
  users(areAlike)
    .map(({ user, groups }) => of(user, groups))
    .join("");

const wide = (user: string, groups: readonly string[]) => `${user},${groups.join(";")}\n`;
const long = (user: string, groups: readonly string[]) =>
  groups
    .slice(0, GROUPS / 2)
    .map((group) => `${user},${group}\n`)
    .join("");

const FILES: readonly (readonly [what: string, content: string, target: number])[] = [
  ["CSV, a line a user", `user,groups\n${rows(true, wide)}`, TARGETS.alike],
  ["CSV, a line a membership, 4 each", `user,group\n${rows(true, long)}`, TARGETS.alike],
  ["JSON", JSON.stringify(users(true)), TARGETS.alike],
  ["CSV, a line a user, all unlike", `user,groups\n${rows(false, wide)}`, TARGETS.unlike],
];

/** So far, in milliseconds: what else the machine does does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "confluent-sso-bench-"));
  const path = join(folder, "people");
  const misses: string[] = [];
  for (const [what, content, target] of FILES) {
    await writeFile(path, content);
    const start = processorTime();
    const directory: Directory = await readDirectory(path);
    const read = processorTime();
    const gains = FILTERS.map((after) => impactOf(directory, { before: undefined, after }).gain.length);
    const end = processorTime();
    misses.push(...(end - start > target ? [`${what}: more than ${target} ms`] : []));
    console.log(
      `${what.padEnd(34)} ${directory.size} users, ${directory.sets.length} sets: read in ${(read - start).toFixed(0)} ms, ` +
        `${FILTERS.length} filters in ${(end - read).toFixed(0)} ms (${gains.reduce((sum, gain) => sum + gain, 0)} gains)`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  console.log(misses.length === 0 ? "Every target was met." : `Missed:\n${misses.join("\n")}`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}

void main();
