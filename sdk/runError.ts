import * as pulumi from "@pulumi/pulumi";
import { type ErrorKind, withCode } from "../provider/errors/errorCodes";

const errors = new Map<string, pulumi.RunError>();

/**
 * Returns an error that Pulumi shows without a stack trace, with the code of `kind`. Pulumi shows each error object once, so all
 * lookups that fail with the same text share one.
 */
export function runError(message: string, kind: ErrorKind = "program"): pulumi.RunError {
  const text = withCode(message, kind);
  const known = errors.get(text);
  if (known !== undefined) {
    return known;
  }
  const error = new pulumi.RunError(text);
  errors.set(text, error);
  // If a promise fails after the last line of the program, Pulumi shows the stack.
  error.stack = "";
  // Pulumi appends each property with the failed result to the message, repeatedly, because it is one object.
  Object.defineProperty(error, "message", { get: () => text, set: () => undefined });
  return error;
}
