/** A Cloud API key: it travels as HTTP Basic, the key as user name and its secret as password. */
export interface ApiKeyCredentials {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The organisation whose mappings the key sees. Default: the emulator's `organizationId`. */
  readonly organizationId?: string;
}

/** An access token that is good from the start: it travels as HTTP Bearer, and never expires, unlike those of `oauth`. */
export interface BearerCredentials {
  readonly bearerToken: string;
  /** The organisation whose mappings the token sees. Default: the emulator's `organizationId`. */
  readonly organizationId?: string;
}

export type EmulatorCredentials = ApiKeyCredentials | BearerCredentials;

/** Credentials with their organisation filled in. */
export type CredentialsInUse = EmulatorCredentials & { readonly organizationId: string };

/** The organisation of credentials that name none. */
export const DEFAULT_ORGANIZATION_ID = "5b1c4d1e-8f0a-4c55-9d0e-3f6a2b7c8d90";

/** The credentials that an emulator accepts when it is given none. */
export const DEFAULT_CREDENTIALS = {
  apiKey: "EMULATORKEY00001",
  apiSecret: "emulator-secret",
} as const satisfies ApiKeyCredentials;

/** Those of the accepted credentials that the value of Authorization holds; undefined where they are missing or wrong. */
export function authenticate(
  authorization: string | undefined,
  accepted: readonly CredentialsInUse[],
): CredentialsInUse | undefined {
  const given = authorizationParts(authorization ?? "");
  return accepted.find((credentials) => {
    const wanted = expectedParts(credentials);
    return wanted.scheme === given.scheme && wanted.value === given.value;
  });
}

/** The token of a Bearer header; "" where there is none. */
export function readBearerToken(authorization = ""): string {
  const { scheme, value } = authorizationParts(authorization);
  return scheme === "bearer" ? value : "";
}

/** The value of Authorization without its secret: the scheme and `[redacted]`. */
export function redactAuthorization(authorization: string): string {
  const scheme = /^(\S+)\s+\S/.exec(authorization)?.[1];
  return scheme === undefined ? "[redacted]" : `${scheme} [redacted]`;
}

interface AuthorizationParts {
  readonly scheme: string;
  readonly value: string;
}

/** RFC 9110 (11.1): the scheme is read in any case. RFC 7617: Basic carries base64 of `user:password`. */
function authorizationParts(authorization: string): AuthorizationParts {
  const [, scheme = "", value = ""] = /^(\S+) +(\S+)$/.exec(authorization.trim()) ?? [];
  return scheme.toLowerCase() === "basic"
    ? { scheme: "basic", value: Buffer.from(value, "base64").toString("utf8") }
    : { scheme: scheme.toLowerCase(), value };
}

function expectedParts(credentials: EmulatorCredentials): AuthorizationParts {
  return "bearerToken" in credentials
    ? { scheme: "bearer", value: credentials.bearerToken }
    : { scheme: "basic", value: `${credentials.apiKey}:${credentials.apiSecret}` };
}
