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
  test.each(METHODS)("retries a %s after a throttled response", (method) => {
    expect(classifyOutcome(method, answer(429))).toBe("retry");
    expect(classifyOutcome(method, answer(503, 1_000))).toBe("retry");
  });

  test.each([408, 500, 502, 503, 504, 520, 524, 529])(
    "a POST with the response %i has an unknown outcome; other requests are retried",
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
    "a POST with the response %i has an unknown outcome, even with a Retry-After",
    (status) => {
      expect(classifyOutcome("POST", answer(status, 1_000))).toBe("unknown");
    },
  );

  test.each([499, 505, 519, 530, 599])(
    "a POST with the response %i has an unknown outcome and is not retried",
    (status) => {
      expect(classifyOutcome("POST", answer(status))).toBe("unknown");
    },
  );

  test("425 is retried unless the request is a POST", () => {
    expect(METHODS.map((method) => classifyOutcome(method, answer(425)))).toEqual([
      "retry",
      "stop",
      "retry",
      "retry",
    ]);
  });

  test.each([200, 201, 204, 302, 400, 401, 402, 403, 404, 409, 422, 501])("stops after %i", (status) => {
    expect(METHODS.map((method) => classifyOutcome(method, answer(status)))).toEqual(
      METHODS.map(() => "stop"),
    );
  });

  test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EPROTO", NOT_CONNECTED, PROXY_FAILED])(
    "retries any request after %s, because nothing was sent",
    (code) => {
      expect(METHODS.map((method) => classifyOutcome(method, fault(code)))).toEqual(
        METHODS.map(() => "retry"),
      );
    },
  );

  test.each(["ECONNRESET", "ETIMEDOUT", "EPIPE", "ERR_BAD_RESPONSE"])(
    "a POST has an unknown outcome after %s",
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
  ])("stops after %s, because a retry cannot help", (code) => {
    expect(METHODS.map((method) => classifyOutcome(method, fault(code)))).toEqual(METHODS.map(() => "stop"));
  });
});

test("a token is rejected by a 4xx, unless the service is only busy", () => {
  const statuses = [302, 399, 400, 401, 403, 408, 425, 429, 499, 500, 501, 503];
  expect(statuses.filter(isTokenRefused)).toEqual([400, 401, 403, 499]);
});

describe("backoffDelay", () => {
  const limits = { initialRetryDelay: 1_000, maxRetryDelay: 30_000 };

  test("is random up to a maximum that doubles, up to the limit", () => {
    expect([0, 1, 2, 4, 5, 9].map((retries) => backoffDelay(retries, 1, limits))).toEqual([
      1_000, 2_000, 4_000, 16_000, 30_000, 30_000,
    ]);
    expect(backoffDelay(3, 0, limits)).toBe(0);
    expect(backoffDelay(5_000, 1, limits)).toBe(30_000);
    expect(backoffDelay(5_000, 1, { ...limits, initialRetryDelay: 0 })).toBe(0);
    expect(backoffDelay(3, 0.25, limits)).toBe(2_000);
  });
});
