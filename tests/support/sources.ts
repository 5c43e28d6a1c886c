import { type Source, sourcesOf } from "../../provider/config";

/** Returns the sources for the configuration of a stack or Provider, PULUMI_CONFIG of the host, and the environment. */
export function sourcesFrom({
  stack = {},
  host,
  environment = {},
}: {
  readonly stack?: Readonly<Record<string, unknown>>;
  /** PULUMI_CONFIG. A string is used unchanged, anything else as JSON. */
  readonly host?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
}): Source[] {
  const hostVariable = host === undefined ? {} : { PULUMI_CONFIG: textOf(host) };
  return sourcesOf(
    { get: (key) => stack[key], rawConfig: stack },
    { ...environment, ...hostVariable },
    () => true,
  );
}

/** Returns the configuration that an explicit Provider passes to its host. */
export function explicitProvider(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { "confluent-sso:explicitProvider": "true", ...settings };
}

function textOf(host: unknown): string {
  return typeof host === "string" ? host : JSON.stringify(host);
}
