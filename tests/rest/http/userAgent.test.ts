import { ConfigurationError } from "../../../provider/errors";
import { readSetting } from "../../../provider/config";
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
  ])("has the suffix from %s", (_source, given, suffix) => {
    expect(readSetting(sourcesFrom(given), "userAgentSuffix")).toBe(suffix);
  });

  test("accepts a suffix of 200 characters", () => {
    expect(readSetting(inEnvironment("~".repeat(200)), "userAgentSuffix")).toHaveLength(200);
  });

  test.each(["a\r\nAuthorization: x", "a\tb", "Grün", "a\u{1F600}", "a\u007f", " a", "a ", "a".repeat(201)])(
    "rejects %j with the source and advice",
    (suffix) => {
      const error = failureIn(() => readSetting(inEnvironment(suffix), "userAgentSuffix"));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toBe(
        `the environment variable CONFLUENT_SSO_USER_AGENT_SUFFIX is ${JSON.stringify(suffix).replace("\u007f", "\\u007f")}; ` +
          "it must be up to 200 printable ASCII characters, without a space at either end. Default: none.",
      );
    },
  );
});
