#!/usr/bin/env node
/**
 * The command line `pulumi-confluent-sso`: a table of contents, one file a verb.
 *
 * What a user goes on with is printed on stdout, all else on stderr. All commands end by one rule (exitCodes.ts).
 */
import { Command, CommanderError } from "commander";
import { messageOf } from "../provider/errors/providerError";
import { VERSION } from "../provider/config/userAgentSuffix";
import { EXIT_CODES } from "./io/exitCodes";
import { addExport } from "./commands/export";
import { addImpact } from "./commands/impact";
import { addImport } from "./commands/import";
import { addMatch } from "./commands/match";
import { say } from "./io/say";
import { UsageError } from "./io/usageError";
import { addValidate } from "./commands/validate";

async function main(): Promise<number> {
  const program = new Command("pulumi-confluent-sso")
    .description(
      "Moves the SSO group mappings of Confluent Cloud into a Pulumi program, and out of it; and tells whom their filters let in.",
    )
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError("(--help tells more)")
    .addHelpText("after", EXIT_CODES);
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
