import { ProviderError } from "../../provider/errors";
import { uncleanIn } from "./secrets";
import { SETTINGS } from "./settings";

/**
 * Returns the problems that an error would cause in the host. With a property `id`, `properties`, or `reasons`, the host
 * would drop the message and clear the state. It would also print the stack trace. Does not need a test framework.
 */
export function hostProblems(error: unknown): string[] {
  if (!(error instanceof ProviderError)) {
    return [
      `is not a ProviderError: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ];
  }
  const { apiKey, apiSecret } = SETTINGS.credentials;
  return [
    ...["id", "properties", "reasons"]
      .filter((name) => name in error)
      .map((name) => `has a property ${name}`),
    ...(/\n|^\s*at /.test(error.stack ?? "\n") ? [`has a stack trace: ${error.stack ?? "undefined"}`] : []),
    ...[error.message, String(error), JSON.stringify(error)].flatMap((text) =>
      uncleanIn(text, apiKey, apiSecret),
    ),
  ];
}
