/**
 * A wrong use: options that do not fit, or a file that is named and cannot be read, or is of the wrong kind. Says what is
 * wrong, where, and what to do. It ends a command with 2 (exitCodes.ts).
 */
export class UsageError extends Error {}
