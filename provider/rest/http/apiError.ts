import { DecodeError, isId, parseErrorBody } from "../../wire";
import {
  adoptHint,
  excerpt,
  failurePrefix,
  oneLine,
  ProviderError,
  redactUrl,
  type RequestContext,
  responderName,
  secrets,
} from "../../errors";
import { CHECK_NETWORK } from "./connectionError";
import { describeResponse, requestIdIn, retryAfterNote, statusLine } from "./responseHeaders";
import type { HttpResponse } from "./transport";
import { idInLocation } from "./urls";

/** The API returned an error status. The message has the status, the request id, and every detail. */
export class ApiError extends ProviderError {
  readonly status: number;
  readonly requestId: string | undefined;
  /** The body as received, without secrets. */
  readonly body: string;

  constructor(action: RequestContext, response: HttpResponse, hints: readonly string[] = []) {
    // Redact before truncating: half a secret would not be recognized.
    const body = secrets.redact(response.body);
    const failure = parseErrorBody(body, (text) => secrets.redact(text));
    const requestId = requestIdIn(response, failure.requestId);
    super(
      [
        `${failurePrefix(action)}: ${responderName(action)} answered ${statusLine(response)}${requestId === undefined ? "" : ` (request id ${requestId})`}.`,
        ...failure.details.map((detail) => `  - ${oneLine(detail)}`),
        ...(response.history === undefined ? [] : [response.history]),
        ...retryAfterNote(response),
        ...challenge(response),
        ...redirect(response),
        ...hints,
      ].join("\n"),
      "apiError",
    );
    this.status = response.status;
    this.requestId = requestId;
    this.body = body;
  }
}

/** 401: the API rejected the credentials. */
export class UnauthenticatedError extends ApiError {
  override readonly kind = "unauthenticated";
}

/** 403: not permitted. The API also returns it for a deleted mapping. */
export class ForbiddenError extends ApiError {
  override readonly kind = "forbidden";
}

/** 404: not found. */
export class NotFoundError extends ApiError {
  override readonly kind = "notFound";
}

/** 402, or a 400 that mentions a quota: the organization has the maximum number of mappings. */
export class QuotaExceededError extends ApiError {
  override readonly kind = "quotaExceeded";
}

/** A POST whose outcome is unknown. The caller searches for the mapping; if that fails, the user sees `failure`. */
export class UnknownOutcomeError extends ProviderError {
  constructor(
    readonly failure: ProviderError,
    /** Whether the API may still be processing the request: the client stopped waiting for it. */
    readonly mayBeRunning: boolean,
  ) {
    super(failure.message, failure.kind);
  }
}

/** The API returned a success status, but its response cannot be read. */
export class InvalidResponseError extends ProviderError {
  readonly problem: string;
  readonly requestId: string | undefined;

  constructor(action: RequestContext, problem: string, response?: HttpResponse) {
    const cause = excerpt(oneLine(problem), 1_000);
    super(
      `${failurePrefix(action)}: ${responderName(action)}'s response cannot be read: ${cause}` +
        (response === undefined ? "." : ` (${describeResponse(response)}).`),
      "unreadableResponse",
    );
    this.appendDetail(CHECK_NETWORK);
    this.problem = cause;
    this.requestId = response === undefined ? undefined : requestIdIn(response);
  }
}

/** A list has fewer items than its `total_size` reports. */
export class IncompleteListError extends InvalidResponseError {
  override readonly kind = "incompleteList";

  constructor(action: RequestContext, listed: number, totalSize: number, response: HttpResponse) {
    super(
      action,
      `the list ended after ${listed} of ${totalSize} items. It changed while it was read, or something between you and ` +
        "the API shortened it. Run the command again",
      response,
    );
  }
}

/** @throws {InvalidResponseError} If the body is not JSON, or `decode` rejects it, or it is empty and there is no `whenEmpty`. */
export function decodeBody<Shape>(
  action: RequestContext,
  response: HttpResponse,
  decode: (json: unknown) => Shape,
  whenEmpty?: Shape,
): Shape {
  if (response.body.trim() === "") {
    if (whenEmpty === undefined) {
      throw new InvalidResponseError(action, "it has no body", response);
    }
    return whenEmpty;
  }
  try {
    return decode(JSON.parse(response.body));
  } catch (error) {
    const problem = error instanceof DecodeError ? excerpt(error.message, 500) : "it is not JSON";
    throw new InvalidResponseError(action, problem, response);
  }
}

/** Returns the error for a response whose status is not a success. */
export function apiErrorFrom(
  action: RequestContext,
  response: HttpResponse,
  remedy: readonly string[],
): ApiError {
  const { status, body } = response;
  const advice = adviceFor(action, response);
  const isBadRequestForQuota = () =>
    parseErrorBody(body).details.some((detail) => QUOTA_WORDING.test(detail));
  if (status === 402 || (status === 400 && isBadRequestForQuota())) {
    return new QuotaExceededError(action, response, QUOTA_HINT);
  }
  switch (status) {
    case 401:
      return new UnauthenticatedError(action, response, remedy);
    case 403:
      // Any other 403 is about the permissions of the key, not the key itself.
      return new ForbiddenError(action, response, /invalid api key/i.test(body) ? remedy : advice);
    case 404:
      return new NotFoundError(action, response, advice);
    case 409:
      return new ApiError(action, response, conflictHints(action, response, advice));
    default:
      return new ApiError(action, response, advice);
  }
}

/** Returns advice by status. After a 403 or 404 for a mapping, the deletion check gives the advice. */
function adviceFor({ mappingId }: RequestContext, { status }: HttpResponse): readonly string[] {
  if (status === 403 || status === 404) {
    const advice = status === 403 ? "Use credentials with the role OrganizationAdmin." : CHECK_NETWORK;
    return mappingId === undefined ? [advice] : [];
  }
  if (status >= 500 || status === 408 || status === 425 || status === 429 || status === 499) {
    return ["Run the command again later."];
  }
  return [status < 400 ? CHECK_NETWORK : "Fix the problem that the API reports, then run the command again."];
}

/** Returns the reason for a 401, which is in a header: `Basic error="invalid_key", error_description="…"`. */
function challenge(response: HttpResponse): string[] {
  // Redact before and after: a secret may contain a quotation mark, and any of its characters may be escaped.
  const header = secrets.redact(response.header("www-authenticate") ?? "");
  const quoted = /error_description\s{0,9}=\s{0,9}"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1] ?? "";
  const description = excerpt(quoted.replace(/\\(.)/g, "$1"), 1_000);
  // If there is no description, this is true of every body.
  return response.body.includes(description) ? [] : [`  - ${description}`];
}

function redirect(response: HttpResponse): string[] {
  const location = response.header("location");
  if (location === undefined || response.status < 300 || response.status > 399) {
    return [];
  }
  return [
    `The response is a redirect to ${redactUrl(location)}. Redirects are not followed, ` +
      "because credentials go to the configured endpoint only. Check the endpoint.",
  ];
}

/** "Your organization is currently limited to 10 environments", "quota_exceeded", "would exceed the quota". */
const QUOTA_WORDING =
  /\b(?:organi[sz]ation|group mappings?)\b.{0,100}\b(?:limited to|reached (?:the )?limit)\b|quota_exceeded|\bexceed\w{0,3}\b.{0,100}\bquota|\bquota\b.{0,100}\bexceed/i;

const QUOTA_HINT = [
  "The organization has reached its quota of group mappings, iam.max_group_mappings.per_org (12 by default;",
  "Confluent Support can raise it). One filter can name many groups, so you may need fewer mappings.",
];

function conflictHints(
  { verb }: RequestContext,
  response: HttpResponse,
  advice: readonly string[],
): readonly string[] {
  const location = secrets.redact(response.header("location") ?? "");
  const id = idInLocation(location);
  if (id === undefined || !isId(id)) {
    return advice;
  }
  const conflict = `It conflicts with ${id} (${redactUrl(location)}).`;
  return [conflict, ...(verb === "create" ? [adoptHint([id])] : advice)];
}
