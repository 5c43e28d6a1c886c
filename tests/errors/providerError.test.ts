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
import { ConfigurationError, messageOf, ProviderError } from "../../provider/errors";
import { fitForHost } from "../support/failureOf";

const action = { verb: "delete", displayName: "Admins", mappingId: "group-a" } as const;
const answer: HttpResponse = {
  status: 500,
  statusText: "",
  header: () => undefined,
  body: '{"id": "x", "properties": {}, "reasons": ["y"]}',
};

test.each<[string, ProviderError]>([
  ...[ProviderError, ConfigurationError, WrongOrganizationError].map((Class): [string, ProviderError] => [
    Class.name,
    new Class("Cannot do it: no."),
  ]),
  ...[ApiError, UnauthenticatedError, ForbiddenError, NotFoundError, QuotaExceededError].map(
    (Class): [string, ProviderError] => [Class.name, new Class(action, answer)],
  ),
  ["ConnectionError", new ConnectionError(action, "DELETE", "https://x.example", "ECONNRESET", "no")],
  ["UnreadableAnswerError", new InvalidResponseError(action, "it is not JSON", answer)],
])("%s is an error that the host shows as it is", (_name, error) => {
  expect(error).toBeInstanceOf(Error);
  expect(fitForHost(error).message).toMatch(/^Cannot /);
});

test("an error's text is what could not be done, for the host prints it besides the message", () => {
  expect(
    String(new ProviderError("Cannot delete group mapping group-a: the API answered 500.\n  - no")),
  ).toBe("Cannot delete group mapping group-a");
  expect(String(new ProviderError("No credentials\nat all"))).toBe("No credentials");
});

/** gRPC sends the message as a header, percent-encoded; of more than some 64 kB the host's call never ends. */
test.each(["x", "ü", "€", "😀", "x\n"])(
  "an error of any length reaches the user: 1,000,000 times %j",
  (text) => {
    const { message } = new ProviderError(`Cannot do it: ${text.repeat(1_000_000)}`);
    expect(message).toMatch(/^Cannot do it: /);
    expect(encodeURIComponent(message).length).toBeLessThan(60_000);
  },
);

test.each([
  ["a\r\nb\rc", "a\nb\nc"],
  ["a\tb", "a\tb"],
  ["\u001b[31mred\u0007", "\uFFFD[31mred\uFFFD"],
  ["\u009b31m \u007f", "\uFFFD31m \uFFFD"],
  ["Größe 😀 \u00a0", "Größe 😀 \u00a0"],
])("the message of %j is harmless to a terminal", (text, message) => {
  expect(new ProviderError(text).message).toBe(message);
});

test("what is thrown and no error is shown as a text", () => {
  expect(messageOf("half a reason")).toBe("half a reason");
  expect(messageOf(undefined)).toBe("undefined");
});
