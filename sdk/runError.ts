import * as pulumi from "@pulumi/pulumi";

const errors = new Map<string, pulumi.RunError>();

/**
 * An error of which Pulumi shows the text alone. It shows each error object once: so there is one for each text, however
 * many look-ups end with it.
 */
export function runError(text: string): pulumi.RunError {
  const known = errors.get(text);
  if (known !== undefined) {
    return known;
  }
  const error = new pulumi.RunError(text);
  errors.set(text, error);
  // Of what fails after the program's last line Pulumi shows the stack, where there is one.
  error.stack = "";
  // Pulumi writes into the message each property that is given the failed result: again and again, for it is one object.
  Object.defineProperty(error, "message", { get: () => text, set: () => undefined });
  return error;
}
