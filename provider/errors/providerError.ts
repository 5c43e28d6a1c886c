import { sanitizeForDisplay } from "./display";
import { type ErrorKind, withCode } from "./errorCodes";

/**
 * What every error of this provider is.
 *
 * - The message is all that a user sees: it begins with what could not be done, to which mapping.
 * - It has no stack trace, for which a reader has no use. The host prints `${error}: ${error.stack}` in the diagnostics of
 *   the Pulumi stack, so the two together are the first line of the message.
 * - No secret is in it, whoever put it there: the message is redacted here.
 * - It has no property `id`, `properties` or `reasons`: the host would read it as a partial failure, drop the message
 *   and empty the state (`cmd/dynamic-provider` of @pulumi/pulumi).
 */
export class ProviderError extends Error {
  /** @param kind decides the code that {@link providerErrorFrom} adds */
  constructor(
    message: string,
    readonly kind: ErrorKind,
    options?: { cause?: unknown },
  ) {
    super(sanitizeForDisplay(message), options);
    Object.defineProperty(this, "stack", {
      get: () => reasonIn(this.message),
      set: () => undefined,
      configurable: true,
    });
  }

  /** Adds what became known later, on a line of its own. */
  appendDetail(text: string | undefined): this {
    if (text !== undefined) {
      this.message = sanitizeForDisplay(`${this.message}\n${text}`);
    }
    return this;
  }

  /** What could not be done. */
  override toString(): string {
    return headlineIn(this.message);
  }
}

/** All before the first colon or line break outside quotes: `Cannot read group mapping "a: b" (group-a)`. */
const HEADLINE = /^(?:"(?:[^"\\\n]|\\.)*"|[^":\n]|:(?! |\n|$))*/;

function headlineIn(message: string): string {
  return HEADLINE.exec(message)?.[0] ?? "";
}

/** What follows the headline in its line. */
function reasonIn(message: string): string {
  const [rest = ""] = message.slice(headlineIn(message).length).split("\n");
  const reason = rest.replace(/^: ?/, "");
  return reason === "" ? "see the error of the resource" : reason;
}

/** The configuration cannot be used: what is missing or wrong in it, in which source, and what to do. */
export class ConfigurationError extends ProviderError {
  constructor(message: string, kind: ErrorKind = "configuration") {
    super(message, kind);
  }
}

/** Returns the error as a user sees it, with its code. Any error that is not a ProviderError is a bug of this package. */
export function providerErrorFrom(error: unknown): ProviderError {
  const { message, kind } =
    error instanceof ProviderError ? error : new ProviderError(describeInternal(error), "internal");
  return new ProviderError(withCode(message, kind), kind, { cause: error });
}

/** Returns the message of an error as a user sees it, with its code. */
export function shownMessage(error: unknown): string {
  return providerErrorFrom(error).message;
}

function describeInternal(error: unknown): string {
  const [, origin = ""] = (error instanceof Error ? error.stack : undefined)?.split(/\n\s+(?=at )/) ?? [];
  return (
    `Internal error of pulumi-confluent-sso: ${String(error)}\n` +
    "This is a bug: report it to the maintainers of the package, with this message, the command, and the versions of " +
    `pulumi-confluent-sso, Pulumi, and Node.js. Check with \`pulumi preview --refresh\` what was done.\n${origin}`.trimEnd()
  );
}

/** Turns whatever `run` throws into an error that the host can show: without stack trace, secret, or misleading property. */
export async function withProviderErrors<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw providerErrorFrom(error);
  }
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
