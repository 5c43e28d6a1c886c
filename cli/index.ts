#!/usr/bin/env node
/** The command `pulumi-confluent-sso`. It prints results on stdout and everything else on stderr. */
import { Command } from "commander";
import { environmentSource, findFormerNames, findUnknownVariables, VERSION } from "../provider/config";
import { addExport, addImpact, addImport, addMatch, addValidate } from "./commands";
import { EXIT_CODES, reportError, say } from "./io";

async function main(): Promise<number> {
  const program = new Command("pulumi-confluent-sso")
    .description(
      "Moves the SSO group mappings of Confluent Cloud into a Pulumi program, and out of it; and tells whom their filters let in.",
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      outputError: (text) => {
        text
          .trimEnd()
          .split(/\n(?=\(Did you mean)/)
          .forEach(say);
      },
    })
    .showHelpAfterError("(--help tells more)")
    .addHelpText("after", EXIT_CODES)
    .hook("preAction", () => {
      findUnknownVariables(Object.keys(process.env)).forEach(say);
      findFormerNames([environmentSource(process.env)]).forEach(say);
    });
  [addImport, addExport, addValidate, addMatch, addImpact].forEach((addCommand) => {
    addCommand(program);
  });
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    return reportError(error);
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Files are written without a turn of the event loop, so this ends the command before or after that.
  process.once(signal, () => {
    say("Interrupted.");
    process.exit(130);
  });
}

let isOutputLost = false;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as `head`, has closed the pipe: nothing is wrong.
  if (error.code !== "EPIPE" && !isOutputLost) {
    isOutputLost = true;
    process.exitCode = 1;
    say(`The output cannot be written: ${error.message}.`);
  }
});
process.stderr.on("error", () => undefined);

void main().then((code) => {
  process.exitCode = isOutputLost ? 1 : code;
});
