import {
  type HttpRequest,
  NO_COMMON_TLS,
  NOT_CONNECTED,
  PROXY_AUTH_REQUIRED,
  PROXY_FAILED,
  PROXY_REFUSED,
} from "../../../provider/rest/http";
import { backoffDelay, classifyOutcome, isTokenRefused, type Outcome } from "../../../provider/rest/send";

const METHODS: HttpRequest["method"][] = ["GET", "POST", "PATCH", "DELETE"];
const answer = (status: number, retryAfter?: number): Outcome => ({ kind: "response", status, retryAfter });
const fault = (code: string): Outcome => ({ kind: "fault", code });

describe("classifyOutcome", () => {
  test.each(METHODS)("sends a %s again after a refusal that says when", (method) => {
    expect(classifyOutcome(method, answer(429))).toBe("retry");
    expect(classifyOutcome(method, answer(503, 1_000))).toBe("retry");
  });

  test.each([408, 500, 502, 503, 504, 520, 524, 529])(
    "a POST answered with %i may have been carried out; others are sent again",
    (status) => {
      expect(METHODS.map((method) => classifyOutcome(method, answer(status)))).toEqual([
        "retry",
        "unknown",
        "retry",
        "retry",
      ]);
    },
  );

  test.each([500, 502, 504])(
    "a POST answered with %i stays undecided, though it says when to come again",
    (status) => {
      expect(classifyOutcome("POST", answer(status, 1_000))).toBe("unknown");
    },
  );

  test.each([499, 505, 519, 530, 599])("%i leaves a POST undecided, too", (status) => {
    expect(classifyOutcome("POST", answer(status))).toBe("unknown");
  });

  test("425 has anything sent again but a POST, which may not be", () => {
    expect(METHODS.map((method) => classifyOutcome(method, answer(425)))).toEqual([
      "retry",
      "stop",
      "retry",
      "retry",
    ]);
  });

  test.each([200, 201, 204, 302, 400, 401, 402, 403, 404, 409, 422, 501])("%i is final", (status) => {
    expect(METHODS.map((method) => classifyOutcome(method, answer(status)))).toEqual(
      METHODS.map(() => "stop"),
    );
  });

  test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EPROTO", NOT_CONNECTED, PROXY_FAILED])(
    "%s: nothing was sent, so anything is sent again",
    (code) => {
      expect(METHODS.map((method) => classifyOutcome(method, fault(code)))).toEqual(
        METHODS.map(() => "retry"),
      );
    },
  );

  test.each(["ECONNRESET", "ETIMEDOUT", "EPIPE", "ERR_BAD_RESPONSE"])(
    "%s leaves a POST undecided",
    (code) => {
      expect(METHODS.map((method) => classifyOutcome(method, fault(code)))).toEqual([
        "retry",
        "unknown",
        "retry",
        "retry",
      ]);
    },
  );

  test.each([
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    NO_COMMON_TLS,
    PROXY_REFUSED,
    PROXY_AUTH_REQUIRED,
  ])("%s does not go away by trying", (code) => {
    expect(METHODS.map((method) => classifyOutcome(method, fault(code)))).toEqual(METHODS.map(() => "stop"));
  });
});

test("a token is refused by a 4xx, unless the service is only busy", () => {
  const statuses = [302, 399, 400, 401, 403, 408, 425, 429, 499, 500, 501, 503];
  expect(statuses.filter(isTokenRefused)).toEqual([400, 401, 403, 499]);
});

describe("backoffDelay", () => {
  const limits = { initialRetryDelay: 1_000, maxRetryDelay: 30_000 };

  test("is anything up to a bound that doubles, to the cap", () => {
    expect([0, 1, 2, 4, 5, 9].map((retries) => backoffDelay(retries, 1, limits))).toEqual([
      1_000, 2_000, 4_000, 16_000, 30_000, 30_000,
    ]);
    expect(backoffDelay(3, 0, limits)).toBe(0);
    expect(backoffDelay(5_000, 1, limits)).toBe(30_000);
    expect(backoffDelay(5_000, 1, { ...limits, initialRetryDelay: 0 })).toBe(0);
    expect(backoffDelay(3, 0.25, limits)).toBe(2_000);
  });
});
