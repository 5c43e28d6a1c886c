/**
 * `npm run demo`: the main job, a real `pulumi up` on the embedded emulator of the API, from creation over drift and
 * repair to the end. `npm run demo -- --keep` stops before the end and leaves everything running.
 *
 * Ends with 0 if every step did what it should, with 1 if one did not, with 130 after Ctrl-C.
 */
import { ensurePulumiCli } from "../pulumiCli/index";
import { Interrupted } from "../interruption";
import { Playground } from "./playground";
import { banner, say, summary } from "./screen";
import { destroy, disturb, previewDrift, repair, showMappings, up } from "./steps";

async function main(keep: boolean): Promise<void> {
  const cli = await ensurePulumiCli();
  const playground = await Playground.open(cli);
  try {
    banner("A real `pulumi up`, on an emulator of Confluent Cloud's API that runs in this process");
    say(`Pulumi CLI ${cli.version} (${cli.command})`);
    say(`API        ${playground.emulator.url}`);
    say(`State      ${playground.backendUrl}`);
    await up(playground);
    showMappings(playground, "What the API holds now");
    if (keep) {
      await playground.keepOpen();
      return;
    }
    const behindOurBack = await disturb(playground);
    await previewDrift(playground, behindOurBack);
    await repair(playground);
    showMappings(playground, "What the API holds after the repair");
    await destroy(playground);
    summary();
  } finally {
    await playground.close();
  }
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
