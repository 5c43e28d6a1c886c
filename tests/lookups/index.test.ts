import { lookupsOf } from "../../provider/lookups";
import { failureIn } from "../support/failureOf";
import { explicitProvider } from "../support/sources";

const STACK = { "confluentcloud:cloudApiKey": "KEY", "confluentcloud:cloudApiSecret": "secret-of-lookups" };
const EUROPE = explicitProvider({ ...STACK, "confluentcloud:cloudApiKey": "EUROPE" });

const lookups = (run: object, configuration: Record<string, unknown>) =>
  lookupsOf({ run, configuration, status: () => undefined, warn: () => undefined });

test("lookups of one run with the same settings share a list", () => {
  const run = {};
  expect(lookups(run, STACK)).toBe(lookups(run, { ...STACK }));
  expect(lookups(run, EUROPE)).toBe(lookups(run, { ...EUROPE }));
});

test.each([
  ["another run", {}, STACK],
  [
    "other credentials",
    undefined,
    { ...STACK, "confluentcloud:cloudApiSecret": "another-secret-of-lookups" },
  ],
  ["another endpoint", undefined, { ...STACK, "confluentcloud:endpoint": "https://gateway.example" }],
  ["an explicit Provider", undefined, EUROPE],
])("%s has its own list", (_what, otherRun, configuration) => {
  const run = {};
  expect(lookups(otherRun ?? run, configuration)).not.toBe(lookups(run, STACK));
});

test("a former name of a setting causes one warning per run and Provider", () => {
  const warn = jest.fn();
  const run = {};
  const configuration = explicitProvider({ ...STACK, "confluent-sso:deadlineSeconds": 60 });
  for (const settings of [configuration, { ...configuration }]) {
    lookupsOf({ run, configuration: settings, status: () => undefined, warn });
  }
  expect(warn.mock.calls).toEqual([
    [
      "Use retryTimeoutSeconds instead of the argument deadlineSeconds of the Provider, which is deprecated and still works.",
    ],
  ]);
});

test("invalid settings are an error", () => {
  expect(failureIn(() => lookups({}, explicitProvider({}))).message).toMatch(/ \[CSSO-1001\]$/m);
});
