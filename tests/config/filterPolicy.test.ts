import { resolveFilterPolicy } from "../../provider/config";
import { ConfigurationError } from "../../provider/errors";
import { failureIn } from "../support/failureOf";
import { explicitProvider, sourcesFrom } from "../support/sources";
import { DEFAULT_FILTER_POLICY } from "../support/settings";

describe("the filter policy", () => {
  test.each<[string, Parameters<typeof sourcesFrom>[0], unknown]>([
    ["the defaults", {}, { filterCheck: "warn", matchAllFilters: "warn" }],
    [
      "the environment",
      { environment: { CONFLUENT_SSO_FILTER_CHECK: "off", CONFLUENT_SSO_MATCH_ALL_FILTERS: "deny" } },
      {
        filterCheck: "off",
        matchAllFilters: "deny",
        matchAllFiltersSource: "the environment variable CONFLUENT_SSO_MATCH_ALL_FILTERS",
      },
    ],
    [
      "the stack",
      { stack: { "confluent-sso:filterCheck": "error", "confluent-sso:matchAllFilters": "allow" } },
      {
        filterCheck: "error",
        matchAllFilters: "allow",
        matchAllFiltersSource: "the stack configuration confluent-sso:matchAllFilters",
      },
    ],
    ["pulumi-nodejs:", { host: { filterCheck: "error" } }, { filterCheck: "error", matchAllFilters: "warn" }],
    [
      "a Provider without it, regardless of the environment",
      { stack: explicitProvider({}), environment: { CONFLUENT_SSO_MATCH_ALL_FILTERS: "deny" } },
      DEFAULT_FILTER_POLICY,
    ],
  ])("is read from %s", (_what, given, expected) => {
    expect(resolveFilterPolicy(sourcesFrom(given))).toEqual(expected);
  });

  test.each([
    ["filterCheck", "strict", "it must be off, warn or error. Default: warn."],
    ["matchAllFilters", "never", "it must be allow, warn or deny. Default: warn."],
  ])("with an unknown value is an error that names its source: %s", (setting, value, advice) => {
    const error = failureIn(() =>
      resolveFilterPolicy(sourcesFrom({ stack: { [`confluent-sso:${setting}`]: value } })),
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(`the stack configuration confluent-sso:${setting} is "${value}"; ${advice}`);
  });
});
