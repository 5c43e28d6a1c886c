import { CommanderError } from "commander";
import { sanitizeForDisplay, shownMessage, withCode } from "../../provider/errors";

/** The exit codes of every command, for its help. */
export const EXIT_CODES = `
Exit code:
  0    success
  1    failure: invalid filter, API error, missing group mapping, or file that cannot be written
  2    usage error: invalid options, or an input file that cannot be read or has the wrong format
  130  interrupted`;

/** Invalid options, or an input file that cannot be read or has the wrong format. The message says what to do. */
export class UsageError extends Error {}

export function reportError(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has already printed the message. --help and --version also throw this error.
    return error.exitCode === 0 ? 0 : 2;
  }
  const isUsage = error instanceof UsageError;
  const shown = isUsage ? withCode(error.message, "usage") : shownMessage(error);
  process.stderr.write(`${sanitizeForDisplay(shown)}\n`);
  return isUsage ? 2 : 1;
}
