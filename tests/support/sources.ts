import { type Source, sourcesOf } from "../../provider/config";

/** The sources of a stack's (or a Provider's) configuration, the host's PULUMI_CONFIG and the environment. */
export function sourcesFrom({
  stack = {},
  host,
  environment = {},
}: {
  readonly stack?: Readonly<Record<string, unknown>>;
  /** PULUMI_CONFIG: as it is where it is a text, else as JSON. */
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

/** What an explicit Provider configures its host with. */
export function explicitProvider(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { "confluent-sso:explicitProvider": "true", ...settings };
}

function textOf(host: unknown): string {
  return typeof host === "string" ? host : JSON.stringify(host);
}
