import { programSources } from "../../provider/lookups";
import { firstOf, resolveSettings, type TextSetting } from "../../provider/config";
import { explicitProvider } from "../support/sources";
import { failureIn } from "../support/failureOf";

const ENVIRONMENT = {
  CONFLUENT_CLOUD_API_KEY: "env-key",
  CONFLUENT_CLOUD_API_SECRET: "secret-of-the-environment",
  CONFLUENT_CLOUD_ENDPOINT: "https://env.example",
};
const STACK = {
  "confluentcloud:cloudApiKey": "stack-key",
  "confluentcloud:endpoint": "https://stack.example",
};
const HOST = { "pulumi-nodejs:endpoint": "https://host.example" };

const valueOf = (
  setting: TextSetting,
  configuration: Record<string, unknown>,
  environment: Record<string, string> = ENVIRONMENT,
) => firstOf(programSources(configuration, environment), setting)?.value;

test("settings come from pulumi-nodejs:, then from the other namespaces, then from the environment", () => {
  expect(valueOf("endpoint", { ...STACK, ...HOST })).toBe("https://host.example");
  expect(valueOf("endpoint", STACK)).toBe("https://stack.example");
  expect(valueOf("endpoint", {})).toBe("https://env.example");
  expect(valueOf("organizationId", { "confluent-sso:organizationId": "0a-1b" })).toBe("0a-1b");
});

test("PULUMI_CONFIG, which has the whole configuration in a program, is not used as that of the host", () => {
  const environment = { PULUMI_CONFIG: JSON.stringify({ endpoint: "https://wrong.example", ...HOST }) };
  expect(valueOf("endpoint", {}, environment)).toBeUndefined();
});

test("only the arguments of an explicit Provider are used", () => {
  const configuration = { ...explicitProvider({ "confluentcloud:cloudApiKey": "given-key" }), ...HOST };
  expect(valueOf("cloudApiKey", configuration)).toBe("given-key");
  expect(valueOf("endpoint", configuration)).toBeUndefined();
});

test("a number from the Provider becomes a string", () => {
  expect(valueOf("maxRetries", explicitProvider({}))).toBeUndefined();
  expect(valueOf("maxRetries", { ...explicitProvider({}), "confluentcloud:maxRetries": 3 })).toBe("3");
});

test("oauth is read in both namespaces, as JSON text", () => {
  const oauth = JSON.stringify({
    oauthIdentityPoolId: "pool-abc",
    oauthExternalAccessToken: "token-in-a-program",
  });
  for (const namespace of ["pulumi-nodejs", "confluentcloud"]) {
    const { credentials } = resolveSettings(programSources({ [`${namespace}:oauth`]: oauth }, ENVIRONMENT));
    expect(credentials).toMatchObject({ oauth: { identityPoolId: "pool-abc" } });
  }
});

test("incomplete credentials are an error that names the source, and missing ones explain how to set them", () => {
  const half = failureIn(() => resolveSettings(programSources(STACK, ENVIRONMENT)));
  expect(half.message).toContain("confluentcloud:cloudApiKey");
  expect(half.message).toContain("Incomplete credentials");
  const none = failureIn(() => resolveSettings(programSources({}, {})));
  expect(none.message).toContain("No credentials for Confluent Cloud");
  // A program reads its configuration in every operation, so no value is from the last `up`.
  for (const { message } of [half, none]) {
    expect(message).not.toMatch(/--run-program|stored/);
  }
});
