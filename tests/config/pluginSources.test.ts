import { findProblem, pluginSourcesOf, readSetting, resolveSettings } from "../../provider/config";
import { failureIn } from "../support/failureOf";

const KEY = { cloudApiKey: "key-1", cloudApiSecret: "secret-1" };
const ENVIRONMENT = { CONFLUENT_CLOUD_API_KEY: "env-key", CONFLUENT_CLOUD_API_SECRET: "env-secret" };

function sources(args: object, environment: NodeJS.ProcessEnv = {}, isExplicit = false) {
  return pluginSourcesOf({ args: { ...args }, isExplicit }, environment, () => false);
}

describe("the settings of the plugin", () => {
  test("come from an explicit Provider alone", () => {
    const { credentials } = resolveSettings(sources(KEY, ENVIRONMENT, true));
    expect(credentials).toMatchObject({ apiKey: "key-1", apiSecret: "secret-1" });
    expect(findProblem(() => sources({}, ENVIRONMENT, true))).toContain("[CSSO-1001]");
  });

  test("come from the current stack configuration, not from the arguments of an earlier run", () => {
    const current = { ...KEY, cloudApiKey: "key-2" };
    const { credentials } = resolveSettings(
      sources(KEY, { ...ENVIRONMENT, PULUMI_CONFIG: JSON.stringify(current) }),
    );
    expect(credentials).toMatchObject({ apiKey: "key-2" });
    expect(resolveSettings(sources(KEY, ENVIRONMENT)).credentials).toMatchObject({ apiKey: "key-1" });
  });

  test("come from the environment if the stack has none", () => {
    expect(resolveSettings(sources({}, { ...ENVIRONMENT, PULUMI_CONFIG: "{}" })).credentials).toMatchObject({
      apiKey: "env-key",
    });
    expect(
      resolveSettings(sources({}, { ...ENVIRONMENT, PULUMI_CONFIG: "not JSON" })).credentials,
    ).toMatchObject({ apiKey: "env-key" });
  });

  test("are named by the plugin's keys in errors", () => {
    const error = failureIn(() => readSetting(sources({ maxConcurrency: "1000" }), "maxConcurrency"));
    expect(error.message).toContain("confluent-sso:maxConcurrency");
  });

  test.each([true, false])("ignore names of another provider, with a colon (explicit: %s)", (isExplicit) => {
    const foreign = {
      ...KEY,
      "confluentcloud:cloudApiSecret": "foreign-secret",
      "other:endpoint": "http://x",
    };
    const { credentials, endpoint } = resolveSettings(sources(foreign, {}, isExplicit));
    expect(credentials).toMatchObject({ apiKey: "key-1", apiSecret: "secret-1" });
    expect(endpoint).toBe("https://api.confluent.cloud");
  });

  test.each([
    [true, "filterChek is not an argument of the Provider. Did you mean filterCheck?"],
    [true, "somethingElse is not an argument of the Provider."],
    [false, "confluent-sso:filterCheck"],
  ])("with a misspelled name are an error (explicit: %s): %s", (isExplicit, message) => {
    const name = message.startsWith("somethingElse") ? "somethingElse" : "filterChek";
    expect(failureIn(() => sources({ [name]: "error" }, {}, isExplicit)).message).toContain(message);
  });
});

describe("findProblem", () => {
  test("returns undefined if the settings are valid", () => {
    expect(findProblem(() => sources(KEY))).toBeUndefined();
  });

  test("ignores missing credentials if a preview sends nothing", () => {
    expect(findProblem(() => sources({ previewChecks: "offline" }))).toBeUndefined();
  });

  test("returns an invalid value, even if a preview sends nothing", () => {
    const problem = findProblem(() => sources({ previewChecks: "offline", maxConcurrency: "1000" }));
    expect(problem).toMatch(/maxConcurrency.* \[CSSO-1002\]/);
  });

  test("throws any error that is not about the settings", () => {
    const bug = () => {
      throw new TypeError("a bug");
    };
    expect(() => findProblem(bug)).toThrow(TypeError);
  });

  test("without effect are warnings, but the engine's own are none", () => {
    const warnings: string[] = [];
    const args = { color: "blue", __internal: {}, version: "0.1.0" };
    pluginSourcesOf(
      { args, isExplicit: false },
      {},
      () => false,
      (text) => warnings.push(text),
    );
    expect(warnings).toEqual([expect.stringContaining("confluent-sso:color, which is not a setting")]);
  });
});
