import type { FailureEntry } from "../../provider/wire/groupMapping";
import { createJsonResponse, type HttpResponse } from "./httpResponse";
import { createRequestId } from "./identifiers";

/** The status that the emulator answers for an id which is gone, or which it never had. */
export type MissingStatus = 403 | 404;

/** 400 with the API's words for it. */
export function createBadRequest(detail: string, source: FailureEntry["source"] = {}): HttpResponse {
  return failure(400, [{ code: "bad_request", detail, source }]);
}

/** 401, with the header that the API's description gives for it. */
export function unauthenticated(): HttpResponse {
  const entry = { code: "user_unauthenticated", detail: "The API Key is invalid", source: {} };
  return failure(401, [entry], {
    "www-authenticate": 'Basic error="invalid_key", error_description="The API Key is invalid"',
  });
}

/** 401 for an access token that is not known, or has expired (RFC 6750, section 3.1). */
export function tokenRefused(): HttpResponse {
  const entry = {
    code: "user_unauthenticated",
    detail: "The access token is invalid or has expired",
    source: {},
  };
  return failure(401, [entry], {
    "www-authenticate":
      'Bearer error="invalid_token", error_description="The access token is invalid or has expired"',
  });
}

/** 402, "The request would exceed the quota: …" in the API's description. */
export function quotaExceeded(quota: number): HttpResponse {
  const detail = `The request would exceed the quota: iam.max_group_mappings.per_org is limited to ${quota}`;
  return failure(402, [{ code: "quota_exceeded", detail, source: {} }]);
}

/** The answer for a mapping that is gone: the live API says 403, its description says 404. */
export function missingMapping(status: MissingStatus): HttpResponse {
  const entry =
    status === 403
      ? { code: "forbidden_access", detail: "Forbidden Access", source: {} }
      : { code: "group_mapping_not_found", detail: "Group Mapping Not Found", source: {} };
  return failure(status, [entry]);
}

/** 404 for a path that the API does not have. */
export function unknownPath(path: string): HttpResponse {
  return failure(404, [
    { code: "resource_not_found", detail: `There is no resource at ${path}`, source: {} },
  ]);
}

/** 405; RFC 9110 (15.5.6) wants the header Allow with it. */
export function createMethodNotAllowed(method: string, allow: string): HttpResponse {
  const detail = `${method} is not allowed here; allowed: ${allow}`;
  return failure(405, [{ code: "method_not_allowed", detail, source: {} }], { allow });
}

/** 413 for a body of more bytes than the limit. */
export function bodyTooLarge(limit: number): HttpResponse {
  return failure(413, [
    { code: "payload_too_large", detail: `The body has more than ${limit} bytes`, source: {} },
  ]);
}

/** 422 with one entry for each property that must not be empty. */
export function mustNotBeEmpty(properties: readonly string[]): HttpResponse {
  return failure(
    422,
    properties.map((property) => ({
      code: "invalid_value",
      detail: `${property} must not be empty`,
      source: { pointer: `/${property}` },
    })),
  );
}

/** 429: the credentials have no request left. */
export function tooManyRequests(): HttpResponse {
  return failure(429, [{ code: "too_many_requests", detail: "Too Many Requests", source: {} }]);
}

/** 500: the emulator itself could not do it, for example because the disk is full. */
export function internalError(detail: string): HttpResponse {
  return failure(500, [{ code: "internal_server_error", detail, source: {} }]);
}

function failure(
  status: number,
  entries: readonly FailureEntry[],
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const errors = entries.map((entry) => ({ id: createRequestId(), status: String(status), ...entry }));
  return createJsonResponse(status, { errors }, headers);
}
