import { secrets } from "./redaction";

/**
 * What every error of this provider is.
 *
 * - The message is all that a user sees: it begins with what could not be done, to which mapping.
 * - The stack is empty: the host prints it under the stack's diagnostics, and a reader has no use for it.
 * - No secret is in it, whoever put it there: the message is redacted here.
 * - It has no property `id`, `properties` or `reasons`: the host would read it as a partial failure, drop the message
 *   and empty the state (`cmd/dynamic-provider` of @pulumi/pulumi).
 */
export class ProviderError extends Error {
  constructor(message: string) {
    super(secrets.redact(printable(message)));
    this.stack = "";
  }

  /** The host prints this on the stack's row besides; what could not be done is enough there. */
  override toString(): string {
    return this.message.split(/: |\n/, 1)[0] ?? "";
  }
}

/** The configuration cannot be used: what is missing or wrong in it, in which source, and what to do. */
export class ConfigurationError extends ProviderError {}

/** `text` without control characters, for a body may hold a terminal's escape sequences; line breaks and tabs stay. */
function printable(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}/gu, (character) => (character === "\n" || character === "\t" ? character : "\uFFFD"));
}
