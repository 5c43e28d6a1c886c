import { ProviderError } from "../../provider/errors";
import { uncleanIn } from "./secrets";
import { SETTINGS } from "./settings";

/**
 * What is wrong with an error by what the host makes of it: by a property `id`, `properties` or `reasons` it would lose
 * the message and empty the state; the stack is printed. Needs no test framework.
 */
export function hostProblems(error: unknown): string[] {
  if (!(error instanceof ProviderError)) {
    return [`is none of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
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
