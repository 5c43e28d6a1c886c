import { readFailure } from "../wire/failure";
import { type Action, cannot } from "./action";
import type { Answer } from "./exchange";
import { ProviderError } from "./providerError";
import { secrets } from "./redaction";

/**
 * The API answered, but not with what was asked for. `status`, `requestId` and the raw `body` are kept.
 *
 * The message says what could not be done to which mapping, the status with its reason, the request id, and every
 * detail of the body with its pointer.
 */
export class ApiError extends ProviderError {
  readonly status: number;
  readonly requestId: string | undefined;
  /** The body as it came, without secrets. */
  readonly body: string;

  constructor(action: Action, answer: Answer, hints: readonly string[] = []) {
    // Before anything is cut: half a secret would not be recognised any more.
    const body = secrets.redact(answer.body);
    const failure = readFailure(body);
    const requestId = answer.header("x-request-id") ?? failure.requestId;
    super(
      [
        `${cannot(action)}: the API answered ${statusLine(answer)}${requestId === undefined ? "" : ` (request id ${requestId})`}.`,
        ...failure.details.map((detail) => `  - ${detail}`),
        ...hints,
      ].join("\n"),
    );
    this.status = answer.status;
    this.requestId = requestId;
    this.body = body;
  }
}

/** 401: the credentials were refused. */
export class UnauthenticatedError extends ApiError {}

/** 403: not permitted, or, as this API answers for a deleted mapping, gone. */
export class ForbiddenError extends ApiError {}

/** 404: gone. */
export class NotFoundError extends ApiError {}

/** 409: in conflict with an existing mapping. */
export class ConflictError extends ApiError {}

/** 402, or a 400 that speaks of a quota: the organisation has as many mappings as it may have. */
export class QuotaExceededError extends ApiError {}

/** There was no answer at all, or not a whole one. */
export class ConnectionError extends ProviderError {
  /** Node's or axios's code: `ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET`, `ETIMEDOUT`, … */
  readonly code: string | undefined;

  constructor(action: Action, method: string, endpoint: string, code: string | undefined, cause: string) {
    super(
      [
        `${cannot(action)}: no answer from ${endpoint} (${explain(code, cause)}).`,
        ...(isUndecided(method, code)
          ? [
              "Whether the API carried the request out is not known. Look for the mapping (by its display name) before",
              "the next `pulumi up`: where it exists already, a second one would be created.",
            ]
          : ["Check the endpoint, the network and the proxy settings, then run the command again."]),
      ].join("\n"),
    );
    this.code = code;
  }
}

/** The API answered with success, but what it answered cannot be read. */
export class UnreadableAnswerError extends ProviderError {
  /** What is wrong with the answer. */
  readonly problem: string;

  constructor(action: Action, problem: string, answer?: Answer) {
    const requestId = answer?.header("x-request-id");
    super(
      `${cannot(action)}: the API's answer cannot be read: ${problem}` +
        (answer === undefined
          ? "."
          : ` (${statusLine(answer)}${requestId === undefined ? "" : `, request id ${requestId}`}).`),
    );
    this.problem = problem;
  }
}

/** The one way from an answer that is no success to an error. */
export function apiErrorFrom(action: Action, answer: Answer, remedy: readonly string[]): ApiError {
  switch (answer.status) {
    case 401:
      return new UnauthenticatedError(action, answer, [...challenge(answer), ...remedy]);
    case 403:
      return new ForbiddenError(action, answer);
    case 404:
      return new NotFoundError(action, answer);
    case 409:
      return new ConflictError(action, answer, conflicting(answer));
    case 402:
      return new QuotaExceededError(action, answer, QUOTA_HINT);
    case 400:
      return QUOTA_WORDING.test(answer.body)
        ? new QuotaExceededError(action, answer, QUOTA_HINT)
        : new ApiError(action, answer);
    default:
      return answer.status >= 300 && answer.status < 400
        ? new ApiError(action, answer, [
            `The answer is a redirect to ${answer.header("location") ?? "nowhere"}, which is not followed: ` +
              "credentials go to the configured endpoint only. Check the endpoint.",
          ])
        : new ApiError(action, answer);
  }
}

/** "Your organization is currently limited to 10 environments", "quota_exceeded", "would exceed the quota". */
const QUOTA_WORDING =
  /\bis currently limited to\b|quota_exceeded|\bexceed\w*\b[^"]*\bquota|\bquota\b[^"]*\bexceed/i;

const QUOTA_HINT = [
  "The organization has as many group mappings as its quota iam.max_group_mappings.per_org allows (12 by default;",
  "Confluent Support can raise it). One filter can name many groups: fewer mappings may do.",
];

function statusLine({ status, statusText }: Answer): string {
  return statusText === "" ? String(status) : `${status} ${statusText}`;
}

/** The reason of a 401, which stands in a header: `Basic error="invalid_key", error_description="…"`. */
function challenge(answer: Answer): string[] {
  const description = /error_description="([^"]*)"/.exec(answer.header("www-authenticate") ?? "")?.[1];
  return description === undefined || answer.body.includes(description) ? [] : [`  - ${description}`];
}

function conflicting(answer: Answer): string[] {
  const location = answer.header("location");
  return location === undefined ? [] : [`It is in conflict with ${location}.`];
}

/** Node's codes for a certificate that is not trusted. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** A POST whose answer is lost may have been carried out; one that found no server cannot. */
function isUndecided(method: string, code: string | undefined): boolean {
  return (
    method === "POST" &&
    !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(code ?? "") &&
    !CERTIFICATE.test(code ?? "")
  );
}

function explain(code: string | undefined, cause: string): string {
  return code === undefined || cause.includes(code) ? cause : `${code}: ${cause}`;
}
