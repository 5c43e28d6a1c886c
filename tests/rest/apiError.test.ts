import type { Action } from "../../provider/rest/action";
import {
  type ApiError,
  apiErrorFrom,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  QuotaExceededError,
  UnauthenticatedError,
  UnreadableAnswerError,
} from "../../provider/rest/apiError";
import type { Answer } from "../../provider/rest/exchange";
import { secrets } from "../../provider/rest/redaction";
import { fitForHost } from "../support/failureOf";
import { SETTINGS } from "../support/scriptedApi";

const UPDATE: Action = { verb: "update", displayName: "Admins", mappingId: "group-a" };
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
): Answer {
  return {
    status,
    statusText,
    header: (name) => headers[name.toLowerCase()],
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

function errorFor(given: Answer, action = UPDATE, remedy: readonly string[] = []): ApiError {
  const error = apiErrorFrom(action, given, remedy);
  fitForHost(error);
  return error;
}

const detail = (text: string) => ({ errors: [{ detail: text }] });

describe("an answer that is no success becomes the error that a caller can tell apart", () => {
  test.each<[number, unknown, string]>([
    [401, "", UnauthenticatedError.name],
    [402, "", QuotaExceededError.name],
    [403, "", ForbiddenError.name],
    [404, "", NotFoundError.name],
    [409, "", ConflictError.name],
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
  test("says what could not be done to which mapping, the answer, the request id and every detail", () => {
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
      ].join("\n"),
    );
    expect(error.requestId).toBe("r-1");
    expect(JSON.parse(error.body)).toEqual(body);
  });

  test.each<[Action, string]>([
    [{ verb: "create", displayName: "Admins" }, 'Cannot create group mapping "Admins": '],
    [
      { verb: "create", displayName: 'A "quoted"\nname' },
      'Cannot create group mapping "A \\"quoted\\"\\nname": ',
    ],
    [{ verb: "read", mappingId: "group-a" }, "Cannot read group mapping group-a: "],
    [{ verb: "delete", displayName: "", mappingId: "group-a" }, 'Cannot delete group mapping "" (group-a): '],
    [{ verb: "list" }, "Cannot list the group mappings of the organization: "],
  ])("begins with what was wanted: %j", (action, beginning) => {
    expect(errorFor(answer(500), action).message.startsWith(beginning)).toBe(true);
  });

  test("names the request id of the body where no header has one", () => {
    expect(errorFor(answer(500, { error: { message: "no" }, requestId: "r-2" })).message).toContain(
      "the API answered 500 (request id r-2).",
    );
  });

  test.each<[unknown, string]>([
    ["", "the answer has no body"],
    ["<html><title>Bad Gateway</title></html>", '"Bad Gateway"'],
    ['{"unexpected":"READ_501_MARKER"}', "READ_501_MARKER"],
  ])("shows the body %j too", (body, shown) => {
    expect(errorFor(answer(502, body)).message).toContain(shown);
  });

  test("of a 401 shows the challenge's description, and what to do", () => {
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

  test("of a 409 names what it is in conflict with", () => {
    const location = "https://api.confluent.cloud/iam/v2/sso/group-mappings/group-b";
    const message = errorFor(answer(409, detail("exists"), { location })).message;
    expect(message).toContain("  - exists");
    expect(message).toContain(location);
    expect(errorFor(answer(409)).message).not.toContain("undefined");
    expect(message).not.toContain("adoptId");
  });

  test("of a conflict with something that has no id is in conflict with its Location", () => {
    const location = "https://api.confluent.cloud/elsewhere";
    const { message } = errorFor(answer(409, detail("exists"), { location }));
    expect(message).toContain(`It is in conflict with ${location}.`);
    expect(message).not.toContain("adoptId");
  });

  test("of a used-up quota names the quota and a way out", () => {
    for (const status of [402, 400]) {
      const { message } = errorFor(answer(status, detail("Your organization is currently limited to 12")));
      expect(message).toContain("iam.max_group_mappings.per_org");
      expect(message).toContain("One filter can name many groups");
    }
  });

  test("of a redirect names its goal and says that it was not followed", () => {
    const { message } = errorFor(answer(307, "", { location: "https://elsewhere.example/" }));
    expect(message).toContain("a redirect to https://elsewhere.example/, which is not followed");
    expect(errorFor(answer(302)).message).not.toContain("undefined");
  });
});

describe("what is no quota", () => {
  test.each(["The filter is currently limited to 300 characters", "exceed ".repeat(60_000)])(
    "%.60j",
    (message) => {
      expect(errorFor(answer(400, JSON.stringify({ message }))).constructor.name).toBe("ApiError");
    },
  );
});

describe("a hostile answer", () => {
  test.each<[string, Answer]>([
    ["body", answer(500, "\u001b[2J\u001b]0;title\u0007 real\u0000 \u009b31m reason\u0008\r\nmore")],
    ["detail", answer(500, detail("\u001b[2J real \u009b31m reason"))],
    ["reason phrase", answer(500, "", {}, "\u001b[2J real reason")],
    ["request id", answer(500, "", { "x-request-id": "\u001b[2J real reason" })],
    ["Location", answer(302, "", { location: "\u001b[2J real reason" })],
    ["challenge", answer(401, "", { "www-authenticate": 'Basic error_description="\u001b[2J real reason"' })],
  ])("drives no terminal by its %s", (_where, given) => {
    const { message } = errorFor(given);
    expect(message).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect(message).toMatch(/real.*reason/);
  });

  test.each([
    ["plain", apiSecret],
    ["as a Basic header", `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`],
    ["URL-encoded", encodeURIComponent(apiSecret)],
  ])("that echoes the secret %s shows it nowhere", (_form, echo) => {
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

  test("that echoes the secret where its excerpt is cut shows no part of it", () => {
    for (let before = 460; before <= 1000; before += 5) {
      const text = "x".repeat(before) + apiSecret;
      for (const given of [answer(500, text), answer(500, detail(text)), answer(500, { unknown: text })]) {
        expect(errorFor(given).message).not.toContain(apiSecret.slice(0, 6));
      }
    }
  });
});

/** The host never answers a call whose error has more than some 64 kB: gRPC sends the message as a header. */
test.each<[string, () => unknown]>([
  ["one detail of 1 MB", () => detail("x".repeat(1_000_000))],
  ["a message of 1 MB", () => ({ message: "ü".repeat(1_000_000) })],
  ["an error of 1 MB", () => ({ error: "x".repeat(1_000_000) })],
  ["a request id of 1 MB", () => ({ message: "no", requestId: "x".repeat(1_000_000) })],
  ["20,000 details", () => ({ errors: Array.from({ length: 20_000 }, () => ({ detail: "no" })) })],
])("the message of an answer with %s is short enough to reach the user", (_what, long) => {
  const { message } = errorFor(answer(422, long()));
  expect(message).toContain("the API answered 422");
  expect(message.length).toBeLessThan(10_000);
});

test("an answer that cannot be read says why, and which answer it was", () => {
  const error = new UnreadableAnswerError(
    UPDATE,
    "it is not JSON",
    answer(200, "", { "x-request-id": "r-1" }, "OK"),
  );
  expect(fitForHost(error).message).toBe(
    `Cannot update group mapping "Admins" (group-a): the API's answer cannot be read: it is not JSON (200 OK, request id r-1).`,
  );
});
