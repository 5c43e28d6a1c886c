import { ConfigurationError } from "../../../provider/errors";
import { findUserAgentSuffix } from "../../../provider/config";
import { failureIn } from "../../support/failureOf";
import { explicitProvider, sourcesFrom } from "../../support/sources";

const inEnvironment = (suffix: string) =>
  sourcesFrom({ environment: { CONFLUENT_SSO_USER_AGENT_SUFFIX: suffix } });

describe("the User-Agent", () => {
  test.each<[string, Parameters<typeof sourcesFrom>[0], string | undefined]>([
    ["nothing", {}, undefined],
    ["the environment", { environment: { CONFLUENT_SSO_USER_AGENT_SUFFIX: "env/1" } }, "env/1"],
    [
      "the stack configuration",
      {
        stack: { "confluent-sso:userAgentSuffix": "stack/1" },
        environment: { CONFLUENT_SSO_USER_AGENT_SUFFIX: "env/1" },
      },
      "stack/1",
    ],
    ["pulumi-nodejs:", { host: { userAgentSuffix: "host/1" } }, "host/1"],
    ["a Provider", { stack: explicitProvider({ "confluent-sso:userAgentSuffix": "own/1" }) }, "own/1"],
  ])("has the suffix that %s gives", (_source, given, suffix) => {
    expect(findUserAgentSuffix(sourcesFrom(given))).toBe(suffix);
  });

  test("takes a suffix of 200 characters", () => {
    expect(findUserAgentSuffix(inEnvironment("~".repeat(200)))).toHaveLength(200);
  });

  test.each([
    ["a\r\nAuthorization: x", "holds the character U+000D at position 2"],
    ["a\tb", "holds the character U+0009 at position 2"],
    ["Grün", "holds the character U+00FC at position 3"],
    ["a\u{1F600}", "holds the character U+1F600 at position 2"],
    ["a\u007f", "holds the character U+007F at position 2"],
    [" a", "begins or ends with a space"],
    ["a ", "begins or ends with a space"],
    ["a".repeat(201), "has 201 characters"],
  ])("cannot hold %j: the error says where it stands, what is wrong and what to give", (suffix, problem) => {
    const error = failureIn(() => findUserAgentSuffix(inEnvironment(suffix)));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toBe(
      `the environment variable CONFLUENT_SSO_USER_AGENT_SUFFIX ${problem}. ` +
        'Give up to 200 visible characters of ASCII, as in "team-sso/1.4 (nightly)", or nothing.',
    );
  });
});
