/** The exit codes of every command, for its help. */
export const EXIT_CODES = `
Exit code:
  0    done
  1    it failed: a filter that cannot work was found, the API or the disk refused, something is missing there
  2    wrong use: options that do not fit, or a file named by one that cannot be read or is of the wrong kind
  130  interrupted`;

/**
 * Wrong options, or an input file that cannot be read or is of the wrong kind: the command ends with 2. The message says
 * what is wrong, where, and what to do.
 */
export class UsageError extends Error {}
