import { readFailure } from "../wire/failure";
import { type Action, answerer, cannot } from "./action";
import { takeOver } from "./adoption";
import type { Answer, Request } from "./exchange";
import { isNodesOwn, remedyForFault } from "./faults";
import { type Limits, LONGEST_WAIT } from "./limits";
import { ProviderError } from "./providerError";
import { secrets, withoutCredentials } from "./redaction";
import { judge, retryAfterOf } from "./retryPolicy";
import { idInLocation } from "./urls";

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
    const failure = readFailure(body, (text) => secrets.redact(text));
    const requestId = requestIdOf(answer) ?? failure.requestId?.slice(0, 200);
    super(
      [
        `${cannot(action)}: ${answerer(action)} answered ${statusLine(answer)}${requestId === undefined ? "" : ` (request id ${requestId})`}.`,
        ...failure.details.map((detail) => `  - ${detail}`),
        ...(answer.history === undefined ? [] : [answer.history]),
        ...comeAgain(answer),
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

  constructor(
    action: Action,
    method: Request["method"],
    endpoint: string,
    code: string | undefined,
    cause: string,
  ) {
    super(
      [
        `${cannot(action)}: no ${isGarbled(code) ? "readable " : ""}answer from ${endpoint} (${explain(code, cause)}).`,
        ...(judge(method, { kind: "fault", code }) === "undecided"
          ? [
              "Whether the API carried the request out is not known. Look for the mapping (by its display name) before",
              "the next `pulumi up`: it may exist already.",
            ]
          : remedyForFault(code ?? "")),
      ].join("\n"),
    );
    this.code = code;
  }
}

/** The API asks for a longer wait than anybody may be made to wait. */
export class RateLimitError extends ProviderError {
  /**
   * @param asked what it asks for, in milliseconds
   * @param refusal the answer that asked for it, where it was given to this very request
   */
  constructor(
    action: Action,
    asked: number,
    { maxWait, deadline }: Pick<Limits, "maxWait" | "deadline">,
    refusal?: Answer,
  ) {
    const raise =
      asked > LONGEST_WAIT
        ? ""
        : `, or raise confluent-sso:maxWaitSeconds${asked < deadline ? "" : " and confluent-sso:deadlineSeconds"}`;
    super(
      `${cannot(action)}: ${answerer(action)}'s rate limit asks to wait ${Math.ceil(asked / 1_000)} s, and ${maxWait / 1_000} s is the most ` +
        `that is waited for${refusal === undefined ? "" : ` (${nameOf(refusal)})`}. Run the command again later${raise}.`,
    );
  }
}

/** The API refused everything, so long that a request which waited for its turn was given up without a try. */
export class NeverSentError extends ProviderError {
  /** @param deadline for how long, at least, in milliseconds */
  constructor(action: Action, deadline: number) {
    super(
      `${cannot(action)}: ${answerer(action)} has told every request for ${deadline / 1_000} s to come again later, so this one, ` +
        "which waited for its turn, was not sent. Run the command again later.",
    );
  }
}

/**
 * A POST of which nobody knows whether it was carried out: its answer was lost, or says nothing about that. Whoever sent
 * it has to look; where that is not possible, `failure` is what to tell the user.
 */
export class UndecidedError extends ProviderError {
  constructor(
    readonly failure: ProviderError,
    /** Whether the request may still be running: it was given up, not broken off. */
    readonly mayBeRunning: boolean,
  ) {
    super(failure.message);
  }
}

/** The API answered with success, but what it answered cannot be read. */
export class UnreadableAnswerError extends ProviderError {
  /** What is wrong with the answer. */
  readonly problem: string;
  readonly requestId: string | undefined;

  constructor(action: Action, problem: string, answer?: Answer) {
    super(
      `${cannot(action)}: ${answerer(action)}'s answer cannot be read: ${problem}` +
        (answer === undefined ? "." : ` (${nameOf(answer)}).`),
    );
    this.problem = problem;
    this.requestId = answer === undefined ? undefined : requestIdOf(answer);
  }
}

/** The one way from an answer that is no success to an error. */
export function apiErrorFrom(action: Action, answer: Answer, remedy: readonly string[]): ApiError {
  switch (answer.status) {
    case 401:
      return new UnauthenticatedError(action, answer, [...challenge(answer), ...remedy]);
    case 403:
      return new ForbiddenError(action, answer, isAboutKey(answer) ? remedy : []);
    case 404:
      return new NotFoundError(action, answer);
    case 409:
      return new ConflictError(action, answer, conflicting(action, answer));
    case 402:
      return new QuotaExceededError(action, answer, QUOTA_HINT);
    case 400:
      return readFailure(answer.body).details.some((detail) => QUOTA_WORDING.test(detail))
        ? new QuotaExceededError(action, answer, QUOTA_HINT)
        : new ApiError(action, answer);
    default:
      return new ApiError(action, answer, redirect(answer));
  }
}

/** Of a 403: whether it is the one that is about the key, and not about what it may do. */
export function isAboutKey({ body }: Pick<Answer, "body">): boolean {
  return /invalid api key/i.test(body);
}

/** The reason of a 401, which stands in a header: `Basic error="invalid_key", error_description="…"`. */
export function challenge(answer: Answer): string[] {
  const found = /error_description\s{0,9}=\s{0,9}(?:"((?:[^"\\]|\\.){0,1000})"|([^\s,]{1,1000}))/i.exec(
    answer.header("www-authenticate") ?? "",
  );
  const description = found?.[1]?.replace(/\\(.)/g, "$1") ?? found?.[2];
  return description === undefined || answer.body.includes(description) ? [] : [`  - ${description}`];
}

/** What to say of an answer that is a redirect; nothing of any other. */
export function redirect(answer: Answer): string[] {
  return REDIRECTS.has(answer.status)
    ? [
        `The answer is a redirect to ${withoutCredentials(answer.header("location") ?? "nowhere")}, which is not followed: ` +
          "credentials go to the configured endpoint only. Check the endpoint.",
      ]
    : [];
}

/** "Your organization is currently limited to 10 environments", "quota_exceeded", "would exceed the quota". */
const QUOTA_WORDING =
  /\b(?:organi[sz]ation|group mappings?)\b.{0,100}\b(?:limited to|reached (?:the )?limit)\b|quota_exceeded|\bexceed\w{0,3}\b.{0,100}\bquota|\bquota\b.{0,100}\bexceed/i;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const QUOTA_HINT = [
  "The organization has as many group mappings as its quota iam.max_group_mappings.per_org allows (12 by default;",
  "Confluent Support can raise it). One filter can name many groups: fewer mappings may do.",
];

/** How long an answer asks its client to wait, where it does; whoever reads this was not made to wait so long. */
function comeAgain(answer: Answer): string[] {
  const wait = retryAfterOf(answer.header("retry-after"), answer.header("date")) ?? 0;
  return wait > 0 ? [`The answer asks to come again in ${Math.ceil(wait / 1_000)} s.`] : [];
}

/** `429 Too Many Requests, request id abc`: which answer is meant. */
function nameOf(answer: Answer): string {
  const requestId = requestIdOf(answer);
  return `${statusLine(answer)}${requestId === undefined ? "" : `, request id ${requestId}`}`;
}

function requestIdOf(answer: Answer): string | undefined {
  const id = answer.header("x-request-id")?.trim() ?? "";
  return id === "" ? undefined : id.slice(0, 200);
}

function statusLine({ status, statusText }: Answer): string {
  return statusText === "" ? String(status) : `${status} ${statusText.slice(0, 100)}`;
}

function conflicting({ verb }: Action, answer: Answer): string[] {
  const location = answer.header("location");
  if (location === undefined) {
    return [];
  }
  const id = idInLocation(location);
  const shown = withoutCredentials(location);
  return [
    `It is in conflict with ${id === undefined ? shown : `${id} (${shown})`}.`,
    ...(verb === "create" && id !== undefined ? [takeOver([id])] : []),
  ];
}

/** Something came, but no HTTP, or not in the encoding that it names. */
function isGarbled(code: string | undefined): boolean {
  return /^(?:HPE_|Z_|ERR_BAD_|ERR_INVALID_(?:CHAR|HTTP))/.test(code ?? "");
}

function explain(code: string | undefined, cause: string): string {
  return code === undefined || !isNodesOwn(code) || cause.includes(code) ? cause : `${code}: ${cause}`;
}
