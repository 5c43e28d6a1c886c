import { sanitizeForDisplay } from "./display";
import { type ErrorKind, withCode } from "./errorCodes";

/**
 * The base class of all errors of this provider.
 *
 * - The user sees only the message. It begins with the failed operation and the mapping.
 * - It has no stack trace, which would not help the user. The host prints `${error}: ${error.stack}` in the diagnostics of
 *   the Pulumi stack, so the two together are the first line of the message.
 * - It contains no secrets: the message is redacted here.
 * - It has no property `id`, `properties`, or `reasons`: the host would treat it as a partial failure, drop the message,
 *   and clear the state (`cmd/dynamic-provider` of @pulumi/pulumi).
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

  /** Adds a detail on a separate line. */
  appendDetail(text: string | undefined): this {
    if (text !== undefined) {
      this.message = sanitizeForDisplay(`${this.message}\n${text}`);
    }
    return this;
  }

  /** Returns the first part of the message: the operation that failed. */
  override toString(): string {
    return headlineIn(this.message);
  }
}

/** Everything before the first colon or line break outside quotes: `Cannot read group mapping "a: b" (group-a)`. */
const HEADLINE = /^(?:"(?:[^"\\\n]|\\.)*"|[^":\n]|:(?! |\n|$))*/;

function headlineIn(message: string): string {
  return HEADLINE.exec(message)?.[0] ?? "";
}

/** Returns the rest of the first line, after the headline. */
function reasonIn(message: string): string {
  const [rest = ""] = message.slice(headlineIn(message).length).split("\n");
  const reason = rest.replace(/^: ?/, "");
  return reason === "" ? "see the error for the resource" : reason;
}

/** The configuration is invalid. The message says what is missing or wrong, in which source, and how to fix it. */
export class ConfigurationError extends ProviderError {
  constructor(message: string, kind: ErrorKind = "configuration") {
    super(message, kind);
  }
}

/** Returns the error to show to the user, with its code. An error that is not a ProviderError is a bug in this package. */
export function providerErrorFrom(error: unknown): ProviderError {
  const { message, kind } =
    error instanceof ProviderError ? error : new ProviderError(describeInternal(error), "internal");
  return new ProviderError(withCode(message, kind), kind, { cause: error });
}

/** Returns the message to show to the user, with its code. */
export function shownMessage(error: unknown): string {
  return providerErrorFrom(error).message;
}

function describeInternal(error: unknown): string {
  const [, origin = ""] = (error instanceof Error ? error.stack : undefined)?.split(/\n\s+(?=at )/) ?? [];
  return (
    `Internal error in pulumi-confluent-sso: ${String(error)}\n` +
    "This is a bug. Report it to the maintainers of the package, with this message, the command, and the versions of " +
    `pulumi-confluent-sso, Pulumi, and Node.js. Run \`pulumi preview --refresh\` to check what changed.\n${origin}`.trimEnd()
  );
}

/** Converts any error of `run` to one that the host can show: without stack trace, secrets, or misleading properties. */
export async function withProviderErrors<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw providerErrorFrom(error);
  }
}

/** Returns the message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
