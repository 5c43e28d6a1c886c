#!/usr/bin/env node
/**
 * The command line `pulumi-confluent-sso`: a table of contents, one file a verb.
 *
 * What a user goes on with is printed on stdout, all else on stderr. Ends with 0 if it is done, with 1 if it failed, with 2
 * if it was used wrongly, with 130 after Ctrl-C.
 */
import { Command, CommanderError } from "commander";
import { messageOf } from "../rest/providerError";
import { VERSION } from "../version";
import { addExport } from "./export";
import { addImpact } from "./impact";
import { addImport } from "./import";
import { addMatch } from "./match";
import { say } from "./say";
import { UsageError } from "./source";
import { addValidate } from "./validate";

async function main(): Promise<number> {
  const program = new Command("pulumi-confluent-sso")
    .description(
      "Moves the SSO group mappings of Confluent Cloud into a Pulumi program, and out of it; and tells whom their filters let in.",
    )
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError("(--help tells more)");
  addImport(program);
  addExport(program);
  addValidate(program);
  addMatch(program);
  addImpact(program);
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has said already what is wrong; --help and --version end this way, too.
      return error.exitCode === 0 ? 0 : 2;
    }
    say(messageOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Files are written in one go without a turn of the event loop, so this ends the command before that or after it.
  process.once(signal, () => {
    say("Interrupted.");
    process.exit(130);
  });
}

void main().then((code) => {
  process.exitCode = code;
});
