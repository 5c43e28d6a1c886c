import { parseErrorBody } from "../../provider/wire";

/** Returns the `details` of the body. */
const details = (body: unknown) =>
  parseErrorBody(typeof body === "string" ? body : JSON.stringify(body)).details;

describe("parseErrorBody finds the reason in every known shape", () => {
  test.each<[string, unknown, string[]]>([
    [
      "errors[] with a code",
      {
        errors: [
          { id: "1", status: "403", code: "forbidden_access", detail: "Forbidden Access", source: {} },
        ],
      },
      ["Forbidden Access [forbidden_access]"],
    ],
    [
      "error_code and message",
      { error_code: 404, message: "Provider op-537 either doesn't exist or is not active" },
      ["Provider op-537 either doesn't exist or is not active [404]"],
    ],
    [
      "error_code of five digits",
      { error_code: 40301, message: "Either unauthorized to access role binding" },
      ["Either unauthorized to access role binding [40301]"],
    ],
    ["error_code alone", { error_code: 40301 }, ["error_code 40301"]],
    [
      "error as an object",
      { error: { code: 404, message: "Access Point not found", status: "NOT_FOUND" } },
      ["Access Point not found [NOT_FOUND]"],
    ],
    [
      "errors[] that say message for detail",
      {
        errors: [
          {
            status: "404",
            code: "RESOURCE_NOT_FOUND",
            message: "No such thing",
            details: ["a", { b: 1 }],
          },
        ],
      },
      ['No such thing [RESOURCE_NOT_FOUND] (a; {"b":1})'],
    ],
    ["a lone message", { message: "resource not found" }, ["resource not found"]],
    ["error as a text", { error: "invalid API key" }, ["invalid API key"]],
    [
      "the newer envelope",
      {
        status: 400,
        error: {
          code: "INVALID_SCHEMA_FIELD",
          message: "filter is wrong",
          details: "line 1",
          timestamp: "2024-01-01T00:00:00Z",
          path: "/iam/v2/sso/group-mappings",
          suggestion: "Quote the group",
        },
        requestId: "r-1",
        doc_url: "https://docs.confluent.io/errors",
      },
      [
        "filter is wrong [INVALID_SCHEMA_FIELD] (line 1); Quote the group; see https://docs.confluent.io/errors",
      ],
    ],
    [
      "the documented errors[] with pointer and parameter",
      {
        errors: [
          { code: "invalid", detail: "must not be empty", source: { pointer: "/display_name" } },
          { title: "Bad page size", source: { parameter: "page_size" } },
        ],
      },
      ["/display_name: must not be empty [invalid]", "parameter page_size: Bad page size"],
    ],
    [
      "errors[] with a resolution",
      { errors: [{ detail: "Limit reached", resolution: "Delete one" }] },
      ["Limit reached; Delete one"],
    ],
    ["errors[] with a code alone", { errors: [{ code: "not_found" }] }, ["not_found"]],
    ["errors[] of texts", { errors: ["first", "second"] }, ["first", "second"]],
    ["errors[] beside a message", { errors: [{ detail: "one" }], message: "two" }, ["one", "two"]],
  ])("%s", (_shape, body, expected) => {
    expect(details(body)).toEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ["an unknown object", { reason: "quota", limit: 12 }, '{"reason":"quota","limit":12}'],
    ["TF's marker", '{"unexpected":"READ_501_MARKER"}', '{"unexpected":"READ_501_MARKER"}'],
    ["errors without an entry", { errors: [] }, '{"errors":[]}'],
    ["an entry without a text", { errors: [{ status: "404" }] }, '{"status":"404"}'],
    ["error as an empty object", { error: {} }, "{}"],
    ["error as null", { error: null }, '{"error":null}'],
    ["a list", ["no"], '["no"]'],
    ["a number", "42", "42"],
    ["a text", '"no"', '"no"'],
    ["null", "null", "null"],
    ["plain text", "upstream connect error\n\treset", "upstream connect error reset"],
    ["broken JSON", '{"message": "half', '{"message": "half'],
  ])("%s, of unknown shape, is shown unchanged", (_shape, body, expected) => {
    expect(details(body)).toEqual([expected]);
  });

  test.each<[string, string]>([
    ["", "the response has no body"],
    [" \r\n ", "the response has no body"],
    [
      "<!doctype html><html><head><title>\n 502 Bad Gateway </title></head></html>",
      'the response is an HTML page, not JSON from the API: "502 Bad Gateway"',
    ],
    ["<html><body>no</body></html>", 'the response is an HTML page, not JSON from the API: "no"'],
    ["<html><title></title>", "the response is an HTML page, not JSON from the API"],
  ])("describes the body %j", (body, expected) => {
    expect(details(body)).toEqual([expected]);
  });

  test.each<[string, unknown, string]>([
    [
      "a detail that is an object",
      { errors: [{ code: "invalid", detail: { reason: "too long" } }] },
      "too long",
    ],
    ["a message that is an object", { error_code: 400, message: { reason: "too long" } }, "too long"],
    [
      "OAuth's error_description",
      { error: "invalid_client", error_description: "The key has expired" },
      "The key has expired",
    ],
  ])("%s is not lost", (_what, body, reason) => {
    expect(details(body).join("\n")).toContain(reason);
  });

  test("returns the request id of the body if it is a string", () => {
    expect(parseErrorBody('{"error": "no", "requestId": "r-1"}').requestId).toBe("r-1");
    expect(parseErrorBody('{"error": "no", "requestId": ""}')).not.toHaveProperty("requestId");
    expect(parseErrorBody("<html>")).not.toHaveProperty("requestId");
  });
});

test("parseErrorBody parses a body of 64 kB, and shows the beginning of a longer one unchanged", () => {
  const bodyOf = (length: number) => `{"message":"gone"${" ".repeat(length - 18)}}`;
  expect(parseErrorBody(bodyOf(65_536)).details).toEqual(["gone"]);
  expect(parseErrorBody(bodyOf(65_537)).details).toEqual(['{"message":"gone" }']);
});

describe("parseErrorBody with a hostile body", () => {
  const DEPTH = 200_000;

  test.each<[string, () => string]>([
    ["1 MB of text", () => "x".repeat(1_000_000)],
    ["1 MB of an unknown object", () => JSON.stringify({ unknown: "x".repeat(1_000_000) })],
    ["1 MB of HTML that never ends its title", () => `<html><title>${"x".repeat(1_000_000)}`],
    ["1 MB of <title", () => "<title".repeat(170_000)],
    ["a list nested deeply", () => "[".repeat(DEPTH) + "]".repeat(DEPTH)],
    ["an object nested deeply", () => '{"a":'.repeat(DEPTH) + "1" + "}".repeat(DEPTH)],
  ])("turns %s into one short detail", (_what, hostileBody) => {
    const [detail = "", ...more] = details(hostileBody());
    expect(more).toEqual([]);
    expect(detail.length).toBeGreaterThan(0);
    expect(detail.length).toBeLessThan(600);
  });

  test("shows a deeply nested entry of errors[] without an internal error", () => {
    const nested = "[".repeat(DEPTH) + "]".repeat(DEPTH);
    expect(details(`{"errors": [${nested}]}`)[0]).toMatch(/\S/);
    expect(details(`{"error": {"message": "no", "details": ${nested}}}`)[0]).toContain("no");
  });

  test("treats __proto__ and constructor like any other name", () => {
    const body = '{"__proto__": {"message": "polluted"}, "constructor": {"message": "no"}}';
    expect(details(body)).toEqual([body.replace(/\s+/g, "")]);
    expect(({} as Record<string, unknown>)["message"]).toBeUndefined();
    expect(details('{"errors": [{"__proto__": {"detail": "polluted"}, "detail": "real"}]}')).toEqual([
      "real",
    ]);
  });
});
