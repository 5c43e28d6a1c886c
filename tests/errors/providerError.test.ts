import {
  ApiError,
  ConnectionError,
  ForbiddenError,
  type HttpResponse,
  InvalidResponseError,
  NotFoundError,
  QuotaExceededError,
  UnauthenticatedError,
} from "../../provider/rest/http";
import { WrongOrganizationError } from "../../provider/rest/mappings";
import {
  ConfigurationError,
  messageOf,
  ProviderError,
  providerErrorFrom,
  shownMessage,
} from "../../provider/errors";
import { fitForHost } from "../support/failureOf";

const action = { verb: "delete", displayName: "Admins", mappingId: "group-a" } as const;
const answer: HttpResponse = {
  status: 500,
  statusText: "",
  header: () => undefined,
  body: '{"id": "x", "properties": {}, "reasons": ["y"]}',
};

test.each<[string, ProviderError]>([
  ["ProviderError", new ProviderError("Cannot do it: no.", "command")],
  ["ConfigurationError", new ConfigurationError("Cannot do it: no.")],
  ["WrongOrganizationError", new WrongOrganizationError("Cannot do it: no.")],
  ...[ApiError, UnauthenticatedError, ForbiddenError, NotFoundError, QuotaExceededError].map(
    (Class): [string, ProviderError] => [Class.name, new Class(action, answer)],
  ),
  ["ConnectionError", new ConnectionError(action, "DELETE", "https://x.example", "ECONNRESET", "no")],
  ["InvalidResponseError", new InvalidResponseError(action, "it is not JSON", answer)],
])("%s is an error that the host can show unchanged", (_name, error) => {
  expect(error).toBeInstanceOf(Error);
  expect(fitForHost(error).message).toMatch(/^Cannot /);
});

test.each([
  [
    'Cannot delete group mapping "a: b" (group-a): it is gone: no.\n  - no',
    'Cannot delete group mapping "a: b" (group-a): it is gone: no.',
  ],
  ["No credentials\nat all", "No credentials: see the error for the resource"],
  [
    "Give a key in one of these ways:\n  - x",
    "Give a key in one of these ways: see the error for the resource",
  ],
  ["Cannot do it:", "Cannot do it: see the error for the resource"],
])("%j: the host prints one more line, which does not end in a colon", (message, line) => {
  const error = new ProviderError(message, "internal");
  expect(`${String(error)}: ${String(error.stack)}`).toBe(line);
  expect(`${String(error.appendDetail("more"))}: ${String(error.stack)}`).toBe(line);
});

/** gRPC sends the message as a percent-encoded header; above about 64 kB the host's call never ends. */
test.each(["x", "ü", "€", "😀", "x\n"])(
  "an error of any length reaches the user: 1,000,000 times %j",
  (text) => {
    const { message } = new ProviderError(`Cannot do it: ${text.repeat(1_000_000)}`, "internal");
    expect(message).toMatch(/^Cannot do it: /);
    expect(encodeURIComponent(message).length).toBeLessThan(60_000);
  },
);

test.each([
  ["a\r\nb\rc", "a\nb\nc"],
  ["a\tb", "a\tb"],
  ["\u001b[31mred\u0007", "\\u001b[31mred\\u0007"],
  ["\u009b31m \u007f", "\\u009b31m \\u007f"],
  [
    "a\u200b\u200d\u061c\u202e\u2066\u2028\u2029\ufeff\ud800",
    "a\\u200b\\u200d\\u061c\\u202e\\u2066\\u2028\\u2029\\ufeff\\ud800",
  ],
  ["a: b\n \t::error::c\n##[group]", "a: b\n \t\\u003a:error::c\n#\\u0023[group]"],
  ["Größe 😀 \u00a0", "Größe 😀 \u00a0"],
])("the message of %j cannot control a terminal", (text, message) => {
  expect(new ProviderError(text, "internal").message).toBe(message);
});

test("a thrown value that is not an error is shown as text", () => {
  expect(messageOf("half a reason")).toBe("half a reason");
  expect(messageOf(undefined)).toBe("undefined");
});

test("any other thrown value is reported as a bug, with its origin and advice", () => {
  const { message } = providerErrorFrom(new TypeError("x is not a function"));
  expect(message).toMatch(
    /^Internal error in pulumi-confluent-sso: TypeError: x is not a function \[CSSO-1901\]\nThis is a bug/,
  );
  expect(message).toMatch(/\nat .*providerError\.test/);
  expect(providerErrorFrom("no").message).toMatch(
    /^Internal error in pulumi-confluent-sso: no \[CSSO-1901\]\n[^]*changed\.$/,
  );
});

test("an error gets one code, at the end of its first line", () => {
  const error = new ProviderError("Cannot do it.\nDo that.", "command");
  expect(shownMessage(providerErrorFrom(error))).toBe("Cannot do it. [CSSO-1502]\nDo that.");
});
