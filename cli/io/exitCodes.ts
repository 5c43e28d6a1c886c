import { CommanderError } from "commander";
import { sanitizeForDisplay, shownMessage, withCode } from "../../provider/errors";

/** The exit codes of every command, for its help. */
export const EXIT_CODES = `
Exit code:
  0    done
  1    it failed: a filter that cannot work was found, the API or the disk refused, something is missing there
  2    wrong use: options that do not fit, or a file named by one that cannot be read or is of the wrong kind
  130  interrupted`;

/** Wrong options, or an input file that cannot be read or is of the wrong kind. The message says what to do. */
export class UsageError extends Error {}

export function reportError(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed it. --help and --version end this way, too.
    return error.exitCode === 0 ? 0 : 2;
  }
  const isUsage = error instanceof UsageError;
  const shown = isUsage ? withCode(error.message, "usage") : shownMessage(error);
  process.stderr.write(`${sanitizeForDisplay(shown)}\n`);
  return isUsage ? 2 : 1;
}
