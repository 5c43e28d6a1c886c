import { reject, type RejectedRequest } from "./httpResponse";

/** A Cloud API key, sent with HTTP Basic: the key is the user name, and the secret is the password. */
export interface EmulatorCredentials {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The organization that the key belongs to. Default: the emulator's `organizationId`. */
  readonly organizationId?: string;
}

/** The organization of credentials without an `organizationId`. */
export const DEFAULT_ORGANIZATION_ID = "5b1c4d1e-8f0a-4c55-9d0e-3f6a2b7c8d90";

/** The credentials that an emulator accepts by default. */
export const DEFAULT_CREDENTIALS = {
  apiKey: "EMULATORKEY00001",
  apiSecret: "emulator-secret",
} as const satisfies EmulatorCredentials;

/** Creates a 401: as the API documents it for a key, and according to RFC 6750 (3.1) for an access token. */
export function unauthenticated(scheme: "Basic" | "Bearer"): RejectedRequest {
  const [error, detail] =
    scheme === "Basic"
      ? ["invalid_key", "The API Key is invalid"]
      : ["invalid_token", "The access token is invalid or has expired"];
  const headers = { "www-authenticate": `${scheme} error="${error}", error_description="${detail}"` };
  return reject(401, { code: "user_unauthenticated", detail }, headers);
}

/** Returns the key or token in an Authorization header, or "". The scheme is case-insensitive (RFC 9110, 11.1). */
export function readAuthorization(scheme: "basic" | "bearer", authorization = ""): string {
  const [, given = "", value = ""] = /^(\S+) +(\S+)$/.exec(authorization.trim()) ?? [];
  return given.toLowerCase() === scheme ? value : "";
}
