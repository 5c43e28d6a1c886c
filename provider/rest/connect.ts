import { Client } from "./http";
import { systemClock } from "./clock";
import { MappingCreator } from "./create";
import type { RateLimiter } from "./rateLimit";
import { GroupMappings } from "./mappings";
import { senderWithTokens } from "./oauth";
import { createRateLimiter, reportRetryWait, Sender } from "./send";
import { resolveSettings, type Settings, type Source } from "../config";

/** A connection to the API, with one set of settings. */
export interface Connection {
  readonly mappings: GroupMappings;
  readonly creator: MappingCreator;
}

/** Connections of this process: one for all operations with the same settings. */
const connections = new Map<string, Connection>();

/** Rate limiters of this process: one for the same credentials at the same endpoint, as the API counts them together. */
const rateLimiters = new Map<string, RateLimiter>();

/** Returns the connection for the effective settings. Reports waits to `onStatus`. @throws {ConfigurationError} */
export function connect(sources: readonly Source[], onStatus: (status: string) => void): Connection {
  const settings = resolveSettings(sources);
  return getOrCreate(connections, keyOf(settings), () => {
    const { credentials, limits } = settings;
    const sending = { clock: systemClock, limits, onStatus };
    const client = new Client(settings);
    const rateLimiter = getOrCreate(rateLimiters, rateLimitKeyOf(settings), () =>
      createRateLimiter("the API", sending),
    );
    const sender =
      "oauth" in credentials
        ? senderWithTokens(client, credentials, rateLimiter, sending)
        : new Sender(client, rateLimiter, sending);
    const mappings = new GroupMappings(sender, settings, systemClock);
    const creator = new MappingCreator(mappings, settings, systemClock, reportRetryWait(onStatus));
    return { mappings, creator };
  });
}

function getOrCreate<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) {
    return known;
  }
  const value = make();
  made.set(key, value);
  return value;
}

/** Everything that distinguishes a connection; the source too, because errors give advice about it. */
function keyOf({ credentials: { source, ...secrets }, ...others }: Settings): string {
  return JSON.stringify([secrets, source.kind, others]);
}

/** The endpoint and credentials, whose requests the API counts together, and the limits of the rate limiter itself. */
function rateLimitKeyOf({ endpoint, credentials, limits }: Settings): string {
  const { maxConcurrency, maxWait } = limits;
  return JSON.stringify([endpoint, { ...credentials, source: undefined }, maxConcurrency, maxWait]);
}
