import { deepStrictEqual, equal, notEqual } from "node:assert/strict";
import type { GroupMapping } from "../../emulator/index";
import type { Playground } from "./playground";
import { banner, say, tableOf } from "./screen";

/** What the program examples/quickstart declares, by display name: the filter. */
const DECLARED: Readonly<Record<string, string>> = {
  "Application Developers": '"kafka" in groups && "all" in groups || "everyone" in groups',
  "Kafka Operators": "kafka-operators",
  Auditors: '"9efcf0ab-9227-411d-bbea-0481e862c115" in groups',
};

/** Whom somebody has touched behind Pulumi's back. */
interface Disturbance {
  readonly changed: GroupMapping;
  readonly deleted: GroupMapping;
}

export async function up(playground: Playground): Promise<void> {
  banner("pulumi up: three mappings that examples/quickstart/index.ts declares");
  equal(await playground.initStack(), 0, "pulumi stack init failed");
  await succeed(playground, "up", "--yes");
  deepStrictEqual(filters(playground), DECLARED, "the API should hold what the program declares");
  equal(requests(playground, "POST"), 3, "three mappings should have taken three POSTs");
}

export function showMappings({ emulator }: Playground, title: string): void {
  banner(title);
  tableOf(emulator.mappings());
}

export async function disturb(playground: Playground): Promise<Disturbance> {
  banner("Somebody widens one mapping to every SSO user, and deletes another one, past Pulumi");
  const changed = mappingNamed(playground, "Application Developers");
  const deleted = mappingNamed(playground, "Kafka Operators");
  await playground.callApi("PATCH", changed.id, { filter: "true" });
  await playground.callApi("DELETE", deleted.id);
  tableOf(playground.emulator.mappings());
  return { changed, deleted };
}

export async function previewDrift(playground: Playground, { changed, deleted }: Disturbance): Promise<void> {
  banner("pulumi preview: shows both");
  const code = await playground.pulumi("preview", "--diff", "--expect-no-changes");
  notEqual(code, 0, "preview --expect-no-changes should have failed because of the drift");
  say(
    `exit code ${code}: ${changed.display_name} was changed, ${deleted.display_name} deleted; a pipeline would stop here`,
  );
  equal(filters(playground)[changed.display_name], "true", "a preview should change nothing");
}

export async function repair(playground: Playground): Promise<void> {
  banner("pulumi up: repairs both");
  const before = { patches: requests(playground, "PATCH"), posts: requests(playground, "POST") };
  await succeed(playground, "up", "--yes", "--skip-preview");
  deepStrictEqual(filters(playground), DECLARED, "the API should hold again what the program declares");
  equal(requests(playground, "PATCH") - before.patches, 1, "the repair should have taken one PATCH");
  equal(requests(playground, "POST") - before.posts, 1, "the repair should have taken one POST");
  await succeed(playground, "preview", "--expect-no-changes");
}

export async function destroy(playground: Playground): Promise<void> {
  banner("pulumi destroy: everything goes away again");
  await succeed(playground, "destroy", "--yes", "--skip-preview");
  deepStrictEqual(playground.emulator.mappings(), [], "the API should hold nothing any more");
}

async function succeed(playground: Playground, ...args: string[]): Promise<void> {
  equal(await playground.pulumi(...args), 0, `pulumi ${args.join(" ")} failed`);
}

function filters({ emulator }: Playground): Record<string, string> {
  return Object.fromEntries(emulator.mappings().map(({ display_name, filter }) => [display_name, filter]));
}

function requests({ emulator }: Playground, method: string): number {
  return emulator.requests().filter((request) => request.method === method).length;
}

function mappingNamed({ emulator }: Playground, name: string): GroupMapping {
  const mapping = emulator.mappings().find(({ display_name }) => display_name === name);
  if (mapping === undefined) {
    throw new Error(`the API holds no ${name}`);
  }
  return mapping;
}
