import {
  configurationKey,
  findUnknownKeys,
  findUnknownVariables,
  SETTING_NAMES,
} from "../../provider/config";

const find = (keys: readonly string[], project = "my-project") => findUnknownKeys(keys, project);

test("all settings, and the keys of Pulumi, the bridged provider, and other packages, are known", () => {
  const settings = SETTING_NAMES.flatMap((name) => [
    configurationKey(name),
    `pulumi-nodejs:${name}`,
    // The provider plugin reads all settings in this namespace, and one stack may use both providers.
    `confluent-sso:${name}`,
  ]);
  const others = [
    "confluent-sso:version",
    "confluent-sso:pluginDownloadURL",
    "confluentcloud:version",
    "confluentcloud:kafkaRestEndpoint",
    "pulumi-nodejs:acmeToken",
    "my-project:everyon",
    "aws:region",
  ];
  expect(find([...settings, ...others])).toEqual({ errors: [], warnings: [] });
});

test.each([
  ["confluent-sso:everyon", "confluent-sso:matchAllFilters"],
  ["confluent-sso:matchAllFilter", "confluent-sso:matchAllFilters"],
  ["confluentcloud:deadlineSeconds", "confluent-sso:retryTimeoutSeconds"],
  ["pulumi-nodejs:retryCapSecond", "pulumi-nodejs:maxRetryDelaySeconds"],
  ["confluent-sso:filterChek", "confluent-sso:filterCheck"],
  ["confluent-sso:filter_check", "confluent-sso:filterCheck"],
  ["confluent-sso:OrganizationID", "confluent-sso:organizationId"],
  ["confluentcloud:cloudApiSecert", "confluentcloud:cloudApiSecret"],
  ["confluent-sso:maxRetrie", "confluentcloud:maxRetries"],
  ["confluentcloud:duplicates", "confluent-sso:duplicates"],
  ["confluentcloud:kafkaRestEndpont", "confluentcloud:kafkaRestEndpoint"],
  ["pulumi-nodejs:cloudApiKye", "pulumi-nodejs:cloudApiKey"],
])("%s is an error that suggests %s", (key, meant) => {
  expect(find([key])).toEqual({
    errors: [
      `The stack configuration has ${key}, which is not a setting. Did you mean ${meant}? ` +
        `Set ${meant}, and run \`pulumi config rm ${key}\`.`,
    ],
    warnings: [],
  });
});

test("for the provider plugin, a misspelled setting suggests the plugin's key", () => {
  const { errors } = findUnknownKeys(["confluent-sso:maxRetrie"], "", (name) => `confluent-sso:${name}`);
  expect(errors).toEqual([expect.stringContaining("Did you mean confluent-sso:maxRetries?")]);
});

test("a key that is not similar to any setting is a warning, except in Pulumi's namespaces", () => {
  expect(find(["confluent-sso:region", "confluentcloud:tier", "pulumi-nodejs:tier"])).toEqual({
    errors: [],
    warnings: [
      "The stack configuration has confluent-sso:region, which is not a setting and has no effect here.",
      "The stack configuration has confluentcloud:tier, which is not a setting and has no effect here.",
    ],
  });
});

test("a project named confluent-sso has its own keys, so unknown keys there are only warnings", () => {
  const { errors, warnings } = find(["confluent-sso:everyon", "confluent-sso:region"], "confluent-sso");
  expect(errors).toEqual([]);
  expect(warnings).toHaveLength(2);
});

test("unknown environment variables are warnings, and those of other programs are ignored", () => {
  expect(
    findUnknownVariables([
      "CONFLUENT_SSO_EVERYON",
      "CONFLUENT_SSO_X",
      "CONFLUENT_SSO_MAX_RETRIES",
      "CONFLUENT_SSO_DIRECTORY",
      "CONFLUENT_SSO_EVERYONE",
      "PATH",
    ]),
  ).toEqual([
    "The environment variable CONFLUENT_SSO_EVERYON is not a setting and has no effect. Did you mean CONFLUENT_SSO_MATCH_ALL_FILTERS?",
    "The environment variable CONFLUENT_SSO_X is not a setting and has no effect.",
    "The environment variable CONFLUENT_SSO_MAX_RETRIES is not a setting and has no effect. Did you mean CONFLUENT_CLOUD_MAX_RETRIES?",
  ]);
});

test("a misspelled variable of CONFLUENT_CLOUD_ is a warning, unless the right one is set", () => {
  const misspelled = {
    ENDPONT: "ENDPOINT",
    API_KEYY: "API_KEY",
    MAX_RETRY: "MAX_RETRIES",
    OAUTH_IDENTITY_POOL: "OAUTH_IDENTITY_POOL_ID",
  };
  for (const [wrong, right] of Object.entries(misspelled)) {
    expect(findUnknownVariables([`CONFLUENT_CLOUD_${wrong}`])).toEqual([
      `The environment variable CONFLUENT_CLOUD_${wrong} is not a setting and has no effect. Did you mean CONFLUENT_CLOUD_${right}?`,
    ]);
    expect(findUnknownVariables([`CONFLUENT_CLOUD_${wrong}`, `CONFLUENT_CLOUD_${right}`])).toEqual([]);
  }
  const ofOthers = ["EMAIL", "PASSWORD", "ORGANIZATION_ID", "ENVIRONMENT_ID", "API_ID", "API_URL", "REGION"];
  expect(findUnknownVariables(ofOthers.map((name) => `CONFLUENT_CLOUD_${name}`))).toEqual([]);
});
