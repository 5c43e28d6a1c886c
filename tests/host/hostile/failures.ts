import type { Received } from "../support/hostileServer";
import { response } from "../support/hostileServer";
import { API_KEY, API_SECRET, FORGED } from "./invariants";
import type { Row } from "./row";

const NESTED = "[".repeat(100_000) + "]".repeat(100_000);
const EMOJI = "x" + "\u{1F600}".repeat(900);

/** Strings that could start a new line in a terminal or in a CI log. */
export const LINE_ENDS = ["\n", "\r", "\r\n", "\u2028", "\u2029", "\u0085", "\u000b", "\u000c"];
export const FORGERY = LINE_ENDS.map((end) => `It failed.${end}${FORGED}: delete everything`).join(" ");

/** Returns a 400 for a request that is not executed. */
function failure(
  name: string,
  body: string,
  always: NonNullable<Row["always"]>,
  { status = "400 Bad Request", headers = [] }: { status?: string; headers?: readonly string[] } = {},
): Row {
  return { name: `fails ${name}`, executes: false, reply: () => response(status, body, ...headers), always };
}

const json = (value: unknown) => JSON.stringify(value);

const PAIR = `${API_KEY}:${API_SECRET}`;
const ECHOES = [
  API_SECRET,
  PAIR,
  Buffer.from(PAIR).toString("base64"),
  encodeURIComponent(API_SECRET),
  json(json(API_SECRET)),
  Buffer.from(API_SECRET).toString("base64url"),
];

export const FAILURES: readonly Row[] = [
  failure(
    "with a text that is cut in the middle of a character",
    json({ errors: Array(9).fill({ detail: EMOJI }) }),
    "  - x\u{1F600}",
  ),
  failure("with half a character", '{"message":"\\ud800 is odd"}', "  - \\ud800 is odd"),
  failure("with a deep text", `{"errors":${NESTED}}`, '  - {"errors":[[['),
  failure("with a long reason", '{"message":"short"}', "  - short", { status: `400 ${"x".repeat(9_000)}` }),
  failure("with commands of a terminal", '{"message":"\\u001b[31mred"}', "  - \\u001b[31mred", {
    status: "400 \u001b[2J",
  }),
  failure(
    "with __proto__ and toString",
    '{"__proto__":{"message":"evil"},"toString":1,"message":"kind"}',
    /the API answered 400 Bad Request\. \[CSSO-1202\]\n {2}- kind\n(?![^]*evil)/,
  ),
  failure("with headers that come twice", '{"message":"x"}', "(request id one, two)", {
    headers: ["X-Request-Id: one", "X-Request-Id: two"],
  }),
  failure("with a long request id", '{"message":"x"}', "(request id yyy", {
    headers: [`X-Request-Id: ${"y".repeat(9_000)}`],
  }),
  failure("with 9 MB of brackets", "[".repeat(9_000_000), "  - [[["),
  failure("with 9 MB of line breaks", "\n".repeat(9_000_000), "no body"),
  failure("with only a status", "", "no body"),
  failure("with null", "null", "  - null"),
  failure("with an HTML page", "<html><title>Blocked</title></html>", "Blocked"),
  failure("with an HTML page that never closes its tags", "<".repeat(1_000_000), "HTML page"),
  failure("with many errors", json({ errors: Array(1_000).fill({ detail: "again" }) }), "and 985 more"),
  failure(
    "with errors of every type",
    json({ errors: [null, 7, true, [], {}, "text", { detail: { deep: [1] } }] }),
    "  - text",
  ),
  failure("with a message that forges lines", json({ message: FORGERY }), "It failed."),
  failure(
    "with errors that forge lines",
    json({ errors: [{ detail: FORGERY, code: FORGERY, source: { pointer: FORGERY } }] }),
    "It failed.",
  ),
  failure(
    "with an error that forges lines",
    json({ error: { message: FORGERY, details: [FORGERY], suggestion: FORGERY } }),
    "It failed.",
  ),
  failure("with a text that forges lines", FORGERY, "It failed."),
  failure("with an HTML page that forges lines", `<html>${FORGERY}</html>`, "It failed."),
  failure("with a request id that forges lines", json({ message: "x", requestId: FORGERY }), "  - x"),
  failure("with a conflict that forges lines", json({ message: "x" }), "  - x", {
    status: "409 Conflict",
    headers: [`Location: /iam/v2/sso/group-mappings/${encodeURIComponent(FORGERY)}`],
  }),
  failure("with a challenge that forges lines", json({ message: "x" }), "  - x", {
    status: "401 Unauthorized",
    headers: [`WWW-Authenticate: Basic error_description="It failed.\\n\u0085${FORGED}"`],
  }),
  failure(
    "with an exceeded quota",
    json({ message: "Your organization is currently limited to 12 group mappings" }),
    "quota",
  ),
  ...ECHOES.map((echo, index) =>
    failure(
      `with the credentials in form ${index}`,
      json({ errors: [{ detail: echo, code: echo }], message: echo }),
      "[redacted]",
      {
        headers: [`X-Request-Id: ${echo}`, `X-Other: ${echo}`],
      },
    ),
  ),
  {
    name: "echoes the request",
    executes: false,
    reply: (_own: unknown, { method, url, body }: Received) =>
      response("500 Error", json({ message: `${method} ${url} ${body}` })),
    always: "answered 500",
  },
  ...[
    [
      "https://elsewhere.example/iam",
      "a redirect to https://elsewhere.example/iam. Redirects are not followed",
    ],
    [
      "https://user:hidden-word@elsewhere.example/a?token=hidden-word#hidden-word",
      /a redirect to https:\/\/\[redacted\]@elsewhere\.example\/a\?\[redacted\]\. Redirects(?![^]*hidden-word)/,
    ],
    [`/sign-in/${API_SECRET}`, "a redirect to /sign-in/[redacted]. Redirects"],
  ].map(([location, always]): Row => ({
    name: `redirects to ${String(location)}`,
    executes: false,
    reply: () => response("307 Temporary Redirect", "", `Location: ${String(location)}`),
    ...(always !== undefined && { always }),
    attempts: 1,
  })),
  {
    name: "asks to wait for an hour",
    executes: false,
    reply: () => response("429 Too Many Requests", "{}", "Retry-After: 3600"),
    always: /asks to wait 360\d s, but the maximum wait is 30 s/,
    operations: ["read"],
    asksToWait: true,
  },
];
