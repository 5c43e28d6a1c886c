import { type RequestContext, secrets } from "../../../provider/errors";
import {
  type ApiError,
  apiErrorFrom,
  ConnectionError,
  ForbiddenError,
  type HttpResponse,
  InvalidResponseError,
  NOT_CONNECTED,
  NotFoundError,
  QuotaExceededError,
  UnauthenticatedError,
} from "../../../provider/rest/http";
import { RateLimitError } from "../../../provider/rest/send";
import { fitForHost } from "../../support/failureOf";
import { SETTINGS } from "../../support/scriptedApi";

const CHECK = "Check the endpoint, the network and the proxy settings, then run the command again.";

const UPDATE: RequestContext = { verb: "update", displayName: "Admins", mappingId: "group-a" };
const { apiKey, apiSecret } = SETTINGS.credentials;

beforeAll(() => {
  secrets.add(apiSecret);
  secrets.add(`${apiKey}:${apiSecret}`);
});

function answer(
  status: number,
  body: unknown = "",
  headers: Readonly<Record<string, string>> = {},
  statusText = "",
): HttpResponse {
  return {
    status,
    statusText,
    header: (name) => headers[name.toLowerCase()],
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

function errorFor(given: HttpResponse, action = UPDATE, remedy: readonly string[] = []): ApiError {
  const error = apiErrorFrom(action, given, remedy);
  fitForHost(error);
  return error;
}

const detail = (text: string) => ({ errors: [{ detail: text }] });

describe("a response that is not a success becomes a specific error", () => {
  test.each<[number, unknown, string]>([
    [401, "", UnauthenticatedError.name],
    [402, "", QuotaExceededError.name],
    [403, "", ForbiddenError.name],
    [404, "", NotFoundError.name],
    [409, "", "ApiError"],
    [400, detail("Your organization is currently limited to 10 group mappings"), QuotaExceededError.name],
    [400, { errors: [{ code: "quota_exceeded", detail: "no more" }] }, QuotaExceededError.name],
    [400, detail("The request would exceed the quota: 12"), QuotaExceededError.name],
    [400, detail("Null description"), "ApiError"],
    [400, detail('The filter "quota-team" in groups has no closing bracket'), "ApiError"],
    [422, "", "ApiError"],
    [429, "", "ApiError"],
    [500, "", "ApiError"],
    [501, "", "ApiError"],
    [301, "", "ApiError"],
    [200, "", "ApiError"],
  ])("%i with the body %j", (status, body, name) => {
    const error = errorFor(answer(status, body));
    expect(error.constructor.name).toBe(name);
    expect(error).toMatchObject({ status, requestId: undefined });
  });
});

describe("the message of an error", () => {
  test("has the operation, the mapping, the status, the request id, and every detail", () => {
    const body = {
      errors: [
        { code: "invalid_value", detail: "must not be empty", source: { pointer: "/display_name" } },
        { detail: "is no condition", source: { pointer: "/filter" } },
      ],
    };
    const error = errorFor(answer(422, body, { "x-request-id": "r-1" }, "Unprocessable Entity"));
    expect(error.message).toBe(
      [
        'Cannot update group mapping "Admins" (group-a): the API answered 422 Unprocessable Entity (request id r-1).',
        "  - /display_name: must not be empty [invalid_value]",
        "  - /filter: is no condition",
        "Fix the problem that the API reports, then run the command again.",
      ].join("\n"),
    );
    expect(error.requestId).toBe("r-1");
    expect(JSON.parse(error.body)).toEqual(body);
  });

  test.each<[RequestContext, string]>([
    [{ verb: "create", displayName: "Admins" }, 'Cannot create group mapping "Admins": '],
    [
      { verb: "create", displayName: 'A "quoted"\nname' },
      'Cannot create group mapping "A \\"quoted\\"\\nname": ',
    ],
    [{ verb: "read", mappingId: "group-a" }, "Cannot read group mapping group-a: "],
    [{ verb: "delete", displayName: "", mappingId: "group-a" }, 'Cannot delete group mapping "" (group-a): '],
    [{ verb: "list" }, "Cannot list the group mappings of the organization: "],
  ])("begins with the operation: %j", (action, beginning) => {
    expect(errorFor(answer(500), action).message.startsWith(beginning)).toBe(true);
  });

  test("has the request id of the body if no header has one", () => {
    expect(errorFor(answer(500, { error: { message: "no" }, requestId: "r-2" })).message).toContain(
      "the API answered 500 (request id r-2).",
    );
  });

  test.each<[unknown, string]>([
    ["", "the response has no body"],
    ["<html><title>Bad Gateway</title></html>", '"Bad Gateway"'],
    ['{"unexpected":"READ_501_MARKER"}', "READ_501_MARKER"],
  ])("shows the body %j", (body, shown) => {
    expect(errorFor(answer(502, body)).message).toContain(shown);
  });

  test("has the description of the challenge and advice after a 401", () => {
    const challenge = 'Basic error="invalid_key", error_description="The API Key is invalid"';
    const given = answer(401, { message: "Unauthorized" }, { "www-authenticate": challenge });
    expect(errorFor(given, UPDATE, ["Set another key.", "Run it again."]).message).toBe(
      [
        'Cannot update group mapping "Admins" (group-a): the API answered 401.',
        "  - Unauthorized",
        "  - The API Key is invalid",
        "Set another key.",
        "Run it again.",
      ].join("\n"),
    );
    const twice = answer(401, detail("The API Key is invalid"), { "www-authenticate": challenge });
    expect(errorFor(twice).message.match(/The API Key is invalid/g)).toHaveLength(1);
    expect(errorFor(answer(401, "", { "www-authenticate": "Basic" })).message).toContain("no body");
  });

  test("names the conflicting mapping after a 409", () => {
    const location = "https://api.confluent.cloud/iam/v2/sso/group-mappings/group-b";
    const message = errorFor(answer(409, detail("exists"), { location })).message;
    expect(message).toContain("  - exists");
    expect(message).toContain(location);
    expect(errorFor(answer(409)).message).not.toContain("undefined");
    expect(message).not.toContain("adoptId");
  });

  test("names an exceeded quota and a remedy", () => {
    for (const status of [402, 400]) {
      const { message } = errorFor(answer(status, detail("Your organization is currently limited to 12")));
      expect(message).toContain("iam.max_group_mappings.per_org");
      expect(message).toContain("One filter can name many groups");
    }
  });

  test("names the target of a redirect and says that it was not followed", () => {
    const { message } = errorFor(answer(307, "", { location: "https://elsewhere.example/" }));
    expect(message).toContain("a redirect to https://elsewhere.example/. Redirects are not followed");
    expect(errorFor(answer(302)).message).not.toContain("redirect");
    expect(errorFor(answer(200, "", { location: "/x" })).message).not.toContain("redirect");
  });
});

describe("the message of an error without a response", () => {
  const unreachable = (method: "GET" | "POST", code: string | undefined, cause: string) =>
    new ConnectionError(UPDATE, method, "https://api.example", code, cause).message;
  const OPEN = [
    "It is unknown whether the API carried out the request. Look for the mapping (by its display name) before",
    "the next `pulumi up`: it may already exist.",
  ];
  const REMEDY = "Check the endpoint, the network and the proxy settings, then run the command again.";
  const CANNOT = 'Cannot update group mapping "Admins" (group-a)';

  test.each<[string, string | undefined, string, string]>([
    [
      "the Node.js code if the cause does not have it",
      "ECONNRESET",
      "socket hang up",
      "ECONNRESET: socket hang up",
    ],
    ["only the cause if it has the code", "ECONNRESET", "read ECONNRESET", "read ECONNRESET"],
    ["only the cause if there is no code", undefined, "no reason", "no reason"],
  ])("shows %s and the unknown outcome for a POST", (_what, code, cause, shown) => {
    expect(unreachable("POST", code, cause)).toBe(
      [`${CANNOT}: no response from https://api.example (${shown}).`, ...OPEN].join("\n"),
    );
  });

  test("says what to check for a GET, and for a request that was never sent", () => {
    const reported = `${CANNOT}: no response from https://api.example (ECONNREFUSED: no one there).\n${REMEDY}`;
    expect(unreachable("POST", "ECONNREFUSED", "no one there")).toBe(reported);
    expect(unreachable("GET", undefined, "odd")).toBe(
      `${CANNOT}: no response from https://api.example (odd).\n${REMEDY}`,
    );
  });

  test("does not show a code that is not from Node.js", () => {
    expect(unreachable("GET", NOT_CONNECTED, "no connection within 30 s")).toContain(
      "(no connection within 30 s).",
    );
  });

  test.each(["HPE_INVALID_CONSTANT", "Z_DATA_ERROR", "ERR_BAD_RESPONSE", "ERR_INVALID_CHAR"])(
    "says that the response is not readable for %s",
    (code) => {
      expect(unreachable("GET", code, "odd")).toContain("no readable response from");
    },
  );

  test("says that there is no response for a code that only looks similar", () => {
    expect(unreachable("GET", "MY_ERR_BAD_LUCK", "odd")).toContain(": no response from");
  });

  test.each([
    [3_600_001, 300_000, "Run the command again later."],
    [
      3_600_000,
      300_000,
      "Run the command again later, or raise confluent-sso:maxWaitSeconds and confluent-sso:retryTimeoutSeconds.",
    ],
    [
      600_000,
      60_000,
      "Run the command again later, or raise confluent-sso:maxWaitSeconds and confluent-sso:retryTimeoutSeconds.",
    ],
    [599_001, 300_000, "Run the command again later, or raise confluent-sso:maxWaitSeconds."],
  ])(
    "has both the requested wait of %i ms and the maximum of %i, with advice that helps",
    (asked, maxWait, remedy) => {
      const limits = { maxWait, deadline: 600_000 };
      const reported = `${CANNOT}: the API's rate limit asks to wait ${Math.ceil(asked / 1_000)} s, but the maximum wait is ${maxWait / 1_000} s`;
      expect(new RateLimitError(UPDATE, asked, limits).message).toBe(`${reported}. ${remedy}`);
      const refusal = answer(429, "", { "x-request-id": "abc" }, "Too Many Requests");
      expect(new RateLimitError(UPDATE, asked, limits, refusal).message).toBe(
        `${reported} (429 Too Many Requests, request id abc). ${remedy}`,
      );
    },
  );

  test("says why a success response cannot be read, and which response it was", () => {
    const text = (...given: [answer?: HttpResponse]) =>
      new InvalidResponseError(UPDATE, "it is odd", ...given).message;
    expect(text()).toBe(`${CANNOT}: the API's response cannot be read: it is odd.\n${CHECK}`);
    expect(text(answer(200))).toBe(
      `${CANNOT}: the API's response cannot be read: it is odd (200).\n${CHECK}`,
    );
    const identified = answer(201, "", { "x-request-id": " abc " }, "Created");
    expect(text(identified)).toBe(
      `${CANNOT}: the API's response cannot be read: it is odd (201 Created, request id abc).\n${CHECK}`,
    );
  });
});

describe("the message of an error response", () => {
  test("says when to retry, before the advice, if the response has a Retry-After", () => {
    const date = "Mon, 01 Jan 2024 00:00:00 GMT";
    const message = (retryAfter: string) =>
      errorFor(answer(429, "", { "retry-after": retryAfter, date }), { verb: "list" }).message.split("\n");
    const advice = "Run the command again later.";
    expect(message("7.2").slice(2)).toEqual(["The response says to retry after 8 s.", advice]);
    expect(message("Mon, 01 Jan 2024 00:02:00 GMT").slice(2)).toEqual([
      "The response says to retry after 120 s.",
      advice,
    ]);
    expect(message("0").slice(2)).toEqual([advice]);
    expect(message("soon").slice(2)).toEqual([advice]);
    const refused = errorFor(answer(401, "", { "retry-after": "5" }), UPDATE, ["Set a valid key."]);
    expect(refused.message).toMatch(/retry after 5 s\.\nSet a valid key\.$/);
  });

  test("has the number of attempts on a separate line if there was more than one", () => {
    const history = "Tried 3 times in 9 s.";
    const [headline, ...others] = errorFor(answer(500, detail("no"))).message.split("\n");
    const [reason, advice] = others;
    expect(errorFor({ ...answer(500, detail("no")), history }).message).toBe(
      [headline, reason, history, advice].join("\n"),
    );
  });

  test("truncates the reason phrase and the request id", () => {
    const { message } = errorFor(answer(500, "", { "x-request-id": "r".repeat(500) }, "s".repeat(500)));
    expect(message).toContain(`the API answered 500 ${"s".repeat(100)}… (request id ${"r".repeat(200)}…)`);
  });

  test("reports a conflict without a Location, and suggests adoption only for a new mapping", () => {
    const location = "/iam/v2/sso/group-mappings/group-b";
    expect(errorFor(answer(409, detail("exists"))).message).not.toContain("conflict with");
    expect(errorFor(answer(409, "", { location })).message).toContain(
      `conflicts with group-b (${location}).`,
    );
    const creation: RequestContext = { verb: "create", displayName: "Admins" };
    expect(errorFor(answer(409, "", { location }), creation).message).toContain('adoptId: "group-b"');
    expect(errorFor(answer(409, "", { location: "/elsewhere" }), creation).message).not.toContain("adoptId");
  });

  test("has advice about the key after a 403 only if the key is rejected", () => {
    const remedy = ["Set another key."];
    expect(errorFor(answer(403, "invalid api key"), UPDATE, remedy).message).toContain("Set another key.");
    expect(errorFor(answer(403, "no"), UPDATE, remedy).message).not.toContain("Set another key.");
  });
});

describe("the reason in the header of a 401", () => {
  const reasonsIn = (body: string, header?: string) =>
    errorFor(answer(401, body, header === undefined ? {} : { "www-authenticate": header }))
      .message.split("\n")
      .slice(2);

  test.each<[string, string[]]>([
    ['Basic error="invalid_key", error_description="The \\"key\\" is gone"', ['  - The "key" is gone']],
    ['Bearer ERROR_DESCRIPTION = "expired"', ["  - expired"]],
    ['Basic realm="x"', []],
  ])("is parsed from %j as %j", (header, reasons) => {
    expect(reasonsIn("", header)).toEqual(reasons);
  });

  test("is not repeated, and is missing if the header has none", () => {
    expect(reasonsIn("it is gone", 'Basic error_description="gone"')).toEqual([]);
    expect(reasonsIn("")).toEqual([]);
  });
});

describe("a quota error", () => {
  test.each([
    "The organization has reached the limit",
    "This organisation reached limit",
    "group mapping is limited to 12",
    "Request exceeds the quota",
    "quota of 12 exceeded",
    "Quota_Exceeded",
  ])("is recognized: %j", (text) => {
    expect(errorFor(answer(400, detail(text))).constructor.name).toBe(QuotaExceededError.name);
  });

  test("is recognized if only one of several reasons mentions a quota", () => {
    const errors = [{ detail: "Bad request" }, { detail: "would exceed the quota" }];
    expect(errorFor(answer(400, { errors })).constructor.name).toBe(QuotaExceededError.name);
  });
});

describe("an error that is not about a quota", () => {
  test.each(["The filter is currently limited to 300 characters", "exceed ".repeat(60_000)])(
    "is not classified as one: %.60j",
    (message) => {
      expect(errorFor(answer(400, JSON.stringify({ message }))).constructor.name).toBe("ApiError");
    },
  );
});

describe("a hostile response", () => {
  test.each<[string, HttpResponse]>([
    ["body", answer(500, "\u001b[2J\u001b]0;title\u0007 real\u0000 \u009b31m reason\u0008\r\nmore")],
    ["detail", answer(500, detail("\u001b[2J real \u009b31m reason"))],
    ["reason phrase", answer(500, "", {}, "\u001b[2J real reason")],
    ["request id", answer(500, "", { "x-request-id": "\u001b[2J real reason" })],
    ["Location", answer(302, "", { location: "\u001b[2J real reason" })],
    ["challenge", answer(401, "", { "www-authenticate": 'Basic error_description="\u001b[2J real reason"' })],
  ])("cannot control a terminal with its %s", (_where, given) => {
    const { message } = errorFor(given);
    expect(message).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect(message).toMatch(/real.*reason/);
  });

  test.each([
    ["plain", apiSecret],
    ["as a Basic header", `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`],
    ["URL-encoded", encodeURIComponent(apiSecret)],
  ])("does not show a secret that it echoes %s", (_form, echo) => {
    for (const given of [
      answer(500, echo),
      answer(500, detail(echo)),
      answer(500, { error: { message: "no", details: { authorization: echo } } }),
      answer(500, "", {}, echo),
      answer(401, "", { "www-authenticate": `Basic error_description="${echo.replaceAll('"', "")}"` }),
      answer(302, "", { location: `https://x.example/?${echo}` }),
    ]) {
      const error = errorFor(given, UPDATE, []);
      expect(error.message + error.body).not.toContain(echo);
    }
  });

  test("does not show part of a secret at the end of a truncated excerpt", () => {
    for (let before = 460; before <= 1000; before += 5) {
      const text = "x".repeat(before) + apiSecret;
      for (const given of [answer(500, text), answer(500, detail(text)), answer(500, { unknown: text })]) {
        expect(errorFor(given).message).not.toContain(apiSecret.slice(0, 6));
      }
    }
  });
});

describe("no part of a secret is shown if the text is truncated there", () => {
  const { message: control } = errorFor(answer(500, "", { "x-request-id": "control" }));
  const shown = (given: HttpResponse, action = UPDATE) =>
    errorFor(given, action).message.replace(control, "");
  const parts = (text: string) =>
    Array.from({ length: apiSecret.length - 7 }, (_, at) => apiSecret.slice(at, at + 8)).filter((part) =>
      text.includes(part),
    );

  test.each<[string, (before: string) => HttpResponse]>([
    ["request id", (before) => answer(500, "", { "x-request-id": before + apiSecret })],
    ["request id of the body", (before) => answer(500, { message: "no", requestId: before + apiSecret })],
    ["reason phrase", (before) => answer(500, "", {}, before + apiSecret)],
    [
      "challenge",
      (before) =>
        answer(401, "", { "www-authenticate": `Basic error_description="${before}${quoted(apiSecret)}"` }),
    ],
    [
      "challenge with a backslash at every character",
      (before) =>
        answer(401, "", {
          "www-authenticate": `Basic error_description="${before}${Array.from(apiSecret, (c) => `\\${c}`).join("")}"`,
        }),
    ],
    ["title of a page", (before) => answer(502, `<html><title>${before}${apiSecret}</title>`)],
    ["text of a page", (before) => answer(502, `<html>${" ".repeat(3)}<p>${before}${apiSecret}</p>`)],
    ["detail", (before) => answer(500, detail(before + apiSecret))],
    ["details", (before) => answer(500, { error: { message: "no", details: [before, apiSecret] } })],
    ["name of a property", (before) => answer(500, { [before + apiSecret]: 1 })],
  ])("in a %s", (_what, given) => {
    for (const length of [50, 100, 200, 500, 1_000, 6_000, 20_000]) {
      for (let before = Math.max(0, length - 100); before <= length; before += 3) {
        expect(parts(shown(given("·".repeat(before))))).toEqual([]);
      }
    }
  });

  test.each([301, 409])("in the Location of a %i, if the secret contains URL delimiters", (status) => {
    const secret = "first-part?second-part/third-part#fourth-part";
    secrets.add(secret);
    const location = `https://api.confluent.cloud/iam/v2/sso/group-mappings/${secret}`;
    const { message } = errorFor(answer(status, "", { location }), {
      verb: "create",
      displayName: "Admins",
    });
    expect(message).not.toMatch(/(?:first|second|third|fourth)-part/);
  });

  const quoted = (text: string) => text.replace(/["\\]/g, "\\$&");
});

/** The host never responds to a call whose error is longer than about 64 kB, because gRPC sends the message as a header. */
test.each<[string, () => unknown]>([
  ["one detail of 1 MB", () => detail("x".repeat(1_000_000))],
  ["a message of 1 MB", () => ({ message: "ü".repeat(1_000_000) })],
  ["an error of 1 MB", () => ({ error: "x".repeat(1_000_000) })],
  ["a request id of 1 MB", () => ({ message: "no", requestId: "x".repeat(1_000_000) })],
  ["20,000 details", () => ({ errors: Array.from({ length: 20_000 }, () => ({ detail: "no" })) })],
])("the message of a response with %s is short enough to reach the user", (_what, long) => {
  const { message } = errorFor(answer(422, long()));
  expect(message).toContain("the API answered 422");
  expect(message.length).toBeLessThan(10_000);
});

test("an unreadable response is reported with the cause and its status", () => {
  const error = new InvalidResponseError(
    UPDATE,
    "it is not JSON",
    answer(200, "", { "x-request-id": "r-1" }, "OK"),
  );
  expect(fitForHost(error).message).toBe(
    `Cannot update group mapping "Admins" (group-a): the API's response cannot be read: it is not JSON (200 OK, request id r-1).\n${CHECK}`,
  );
});
