#!/usr/bin/env node
/** The `pulumi-confluent-sso` command. Prints results to stdout and everything else to stderr. */
import { Command } from "commander";
import { environmentSource, findFormerNames, findUnknownVariables, VERSION } from "../provider/config";
import { addExport, addImpact, addImport, addMatch, addValidate } from "./commands";
import { EXIT_CODES, reportError, say } from "./io";

async function main(): Promise<number> {
  const program = new Command("pulumi-confluent-sso")
    .description("Import, export, and check Confluent Cloud SSO group mappings for Pulumi.")
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
    .showHelpAfterError("Run 'pulumi-confluent-sso --help' for usage.")
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
  // Files are written synchronously, so a signal ends the command before or after the write, never during it.
  process.once(signal, () => {
    say("Interrupted.");
    process.exit(130);
  });
}

let isOutputLost = false;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // EPIPE is not an error: the reader, such as `head`, has closed the pipe.
  if (error.code !== "EPIPE" && !isOutputLost) {
    isOutputLost = true;
    process.exitCode = 1;
    say(`Cannot write the output: ${error.message}.`);
  }
});
process.stderr.on("error", () => undefined);

void main().then((code) => {
  process.exitCode = isOutputLost ? 1 : code;
});
