/**
 * `npm run demo`: the main job, a real `pulumi up` on the embedded emulator of the API, from creation over drift and
 * repair to the end. `npm run demo -- --keep` stops before the end and leaves everything running.
 *
 * Ends with 0 if every step did what it should, with 1 if one did not, with 130 after Ctrl-C.
 */
import { deepStrictEqual, equal, notEqual } from "node:assert/strict";
import { ensurePulumiCli } from "../pulumiCli/index";
import { Interrupted, interruption } from "../interruption";
import { Playground } from "./playground";
import { banner, summary, tableOf } from "./screen";

/** What the program examples/quickstart declares, by display name: the filter. */
const DECLARED: Readonly<Record<string, string>> = {
  "Application Developers": '"kafka" in groups && "all" in groups || "everyone" in groups',
  "Kafka Operators": "kafka-operators",
  Auditors: '"9efcf0ab-9227-411d-bbea-0481e862c115" in groups',
};

async function main(keep: boolean): Promise<void> {
  const interrupted = interruption();
  const cli = await ensurePulumiCli({ signal: interrupted });
  const playground = await Playground.open(cli, interrupted);
  try {
    banner("A real `pulumi up`, on an emulator of Confluent Cloud's API that runs in this process");
    console.log(`Pulumi CLI ${cli.version} (${cli.command})`);
    console.log(`API        ${playground.emulator.url}`);
    console.log(`State      ${playground.variables.PULUMI_BACKEND_URL}`);
    await up(playground);
    if (keep) {
      await playground.keepOpen();
      return;
    }
    await showDrift(playground);
    await repair(playground);
    banner("pulumi destroy: everything goes away again");
    await succeed(playground, "destroy", "--yes", "--skip-preview");
    deepStrictEqual(playground.emulator.mappings(), [], "the API should hold nothing any more");
    summary();
  } finally {
    await playground.close();
  }
}

async function up(playground: Playground): Promise<void> {
  banner("pulumi up: three mappings that examples/quickstart/index.ts declares");
  equal(await playground.initStack(), 0, "pulumi stack init failed");
  await succeed(playground, "up", "--yes");
  deepStrictEqual(filters(playground), DECLARED, "the API should hold what the program declares");
  equal(requests(playground, "POST"), 3, "three mappings should have taken three POSTs");
  banner("What the API holds now");
  tableOf(playground.emulator.mappings());
}

async function showDrift(playground: Playground): Promise<void> {
  banner("Somebody widens one mapping to every SSO user, and deletes another one, past Pulumi");
  const [changed, deleted] = ["Application Developers", "Kafka Operators"] as const;
  await playground.callApi("PATCH", idOf(playground, changed), { filter: "true" });
  await playground.callApi("DELETE", idOf(playground, deleted));
  tableOf(playground.emulator.mappings());

  banner("pulumi preview: shows both");
  const code = await playground.pulumi("preview", "--diff", "--expect-no-changes");
  notEqual(code, 0, "preview --expect-no-changes should have failed because of the drift");
  console.log(`exit code ${code}: ${changed} was changed, ${deleted} deleted; a pipeline would stop here`);
  equal(filters(playground)[changed], "true", "a preview should change nothing");
}

async function repair(playground: Playground): Promise<void> {
  banner("pulumi up: repairs both");
  const before = { patches: requests(playground, "PATCH"), posts: requests(playground, "POST") };
  await succeed(playground, "up", "--yes", "--skip-preview");
  deepStrictEqual(filters(playground), DECLARED, "the API should hold again what the program declares");
  equal(requests(playground, "PATCH") - before.patches, 1, "the repair should have taken one PATCH");
  equal(requests(playground, "POST") - before.posts, 1, "the repair should have taken one POST");
  await succeed(playground, "preview", "--expect-no-changes");
  banner("What the API holds after the repair");
  tableOf(playground.emulator.mappings());
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

function idOf({ emulator }: Playground, name: string): string {
  return emulator.mappings().find(({ display_name }) => display_name === name)?.id ?? "";
}

const unknown = process.argv.slice(2).filter((argument) => argument !== "--keep");
if (unknown.length > 0) {
  console.error(`npm run demo knows no ${unknown.join(" ")}. It takes --keep: npm run demo -- --keep`);
  process.exitCode = 2;
} else {
  main(process.argv.includes("--keep")).catch((error: unknown) => {
    if (error instanceof Interrupted) {
      console.error("\nInterrupted: the emulator is stopped, its mappings and the stack are removed.");
      process.exitCode = 130;
      return;
    }
    console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
