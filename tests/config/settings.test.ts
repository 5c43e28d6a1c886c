import {
  findFormerNames,
  firstOf,
  readSetting,
  resolveFilterPolicy,
  resolveLimits,
  resolveSettings,
  sourcesOf,
  variableOf,
} from "../../provider/config";
import { ConfigurationError } from "../../provider/errors";
import { failureIn } from "../support/failureOf";
import { explicitProvider, sourcesFrom } from "../support/sources";

const ORGANIZATIONS = {
  env: "e0000000-0000-4000-8000-000000000001",
  stack: "a0000000-0000-4000-8000-000000000001",
  host: "b0000000-0000-4000-8000-000000000001",
};
const ENVIRONMENT = {
  CONFLUENT_CLOUD_API_KEY: "env-key",
  CONFLUENT_CLOUD_API_SECRET: "env-secret",
  CONFLUENT_CLOUD_ENDPOINT: "https://env.example",
  CONFLUENT_SSO_ORGANIZATION_ID: ORGANIZATIONS.env,
};
const STACK = {
  "confluentcloud:cloudApiKey": "stack-key",
  "confluentcloud:cloudApiSecret": "stack-secret",
  "confluentcloud:endpoint": "https://stack.example",
  "confluent-sso:organizationId": ORGANIZATIONS.stack,
};
const HOST = {
  cloudApiKey: "host-key",
  cloudApiSecret: "host-secret",
  endpoint: "https://host.example",
  organizationId: ORGANIZATIONS.host,
};

/** A summary of the settings. */
function settingsOf(given: Parameters<typeof sourcesFrom>[0]): string[] {
  const { endpoint, credentials, organizationId } = resolveSettings(sourcesFrom(given));
  if (!("apiKey" in credentials)) {
    throw new Error("The credentials are no key");
  }
  return [credentials.apiKey, credentials.apiSecret, endpoint, organizationId ?? "any organization"];
}

describe("settings come from the first source that has them", () => {
  test.each<[string, Parameters<typeof sourcesFrom>[0], keyof typeof ORGANIZATIONS]>([
    ["the environment if there is no other source", { environment: ENVIRONMENT }, "env"],
    ["the stack configuration before the environment", { environment: ENVIRONMENT, stack: STACK }, "stack"],
    ["pulumi-nodejs: before all others", { environment: ENVIRONMENT, stack: STACK, host: HOST }, "host"],
  ])("%s", (_what, given, from) => {
    expect(settingsOf(given)).toEqual([
      `${from}-key`,
      `${from}-secret`,
      `https://${from}.example`,
      ORGANIZATIONS[from],
    ]);
  });

  test("each setting separately, and both parts of the credentials together", () => {
    const { endpoint, organizationId } = HOST;
    expect(settingsOf({ environment: ENVIRONMENT, host: { endpoint, organizationId } })).toEqual([
      "env-key",
      "env-secret",
      "https://host.example",
      ORGANIZATIONS.host,
    ]);
  });

  test("maxRetries also limits the retries after throttled responses, which otherwise only retryTimeoutSeconds limits", () => {
    const limitsOf = (environment: Readonly<Record<string, string>>) =>
      resolveLimits(sourcesFrom({ environment }));
    expect(limitsOf({})).toMatchObject({ maxRetries: 8, maxUnavailableRetries: Infinity });
    expect(limitsOf({ CONFLUENT_CLOUD_MAX_RETRIES: "3" })).toMatchObject({
      maxRetries: 3,
      maxUnavailableRetries: 3,
    });
  });

  test.each([
    ["CONFLUENT_CLOUD_MAX_RETRIES", "many", "must be a whole number from 0 to 100. Default: 8."],
    ["CONFLUENT_CLOUD_MAX_RETRIES", "2.5", "must be a whole number from 0 to 100."],
    ["CONFLUENT_CLOUD_MAX_RETRIES", "-1", "must be a whole number from 0 to 100."],
    ...["", "0x10", "1e1", "+5", " 5 ", "5.", ".5", "٥", "Infinity"].map(
      (value): [string, string, string] => [
        "CONFLUENT_CLOUD_MAX_RETRIES",
        value === "" ? " " : value,
        "must be a whole number from 0 to 100.",
      ],
    ),
    ["CONFLUENT_SSO_MAX_WAIT_SECONDS", "0.5", "must be a number of seconds from 1 to 3600. Default: 300."],
    ["CONFLUENT_SSO_REQUEST_TIMEOUT_SECONDS", "1e9", "must be a number of seconds from 1 to 600."],
  ])("%s=%s is rejected with the allowed values", (name, value, message) => {
    const error = failureIn(() => resolveLimits(sourcesFrom({ environment: { [name]: value } })));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(name);
    expect(error.message).toContain(`${JSON.stringify(value)}; it ${message}`);
  });

  test("an explicit Provider ignores all other sources", () => {
    const stack = explicitProvider({
      "confluentcloud:cloudApiKey": "own-key",
      "confluentcloud:cloudApiSecret": "own-secret",
    });
    expect(settingsOf({ environment: ENVIRONMENT, host: HOST, stack })).toEqual([
      "own-key",
      "own-secret",
      "https://api.confluent.cloud",
      "any organization",
    ]);
    const all = explicitProvider({ ...stack, ...STACK });
    expect(settingsOf({ environment: ENVIRONMENT, host: HOST, stack: all })).toEqual(
      settingsOf({ stack: STACK }),
    );
  });

  test.each<[string, unknown]>([
    ["empty", ""],
    ["invalid JSON", '{"cloudApiKey": "host'],
    ["not an object", "7"],
    ["null", "null"],
    ["a list", '["cloudApiKey"]'],
    ["an object with other keys", { aws: "x" }],
    ["an object with null values", { cloudApiKey: null, cloudApiSecret: null, endpoint: null }],
    [
      "an object with empty strings",
      { cloudApiKey: "", cloudApiSecret: "", endpoint: "", organizationId: "" },
    ],
    ["about __proto__", '{"__proto__": {"cloudApiKey": "evil", "cloudApiSecret": "evil"}}'],
  ])("a PULUMI_CONFIG that is %s is ignored", (_what, host) => {
    expect(settingsOf({ environment: ENVIRONMENT, host })).toEqual(settingsOf({ environment: ENVIRONMENT }));
  });

  test("empty strings in the stack configuration and the environment count as not set", () => {
    const empty = Object.fromEntries(Object.keys(STACK).map((key) => [key, ""]));
    expect(settingsOf({ environment: ENVIRONMENT, stack: empty })).toEqual(
      settingsOf({ environment: ENVIRONMENT }),
    );
    expect(
      settingsOf({
        stack: STACK,
        environment: { CONFLUENT_CLOUD_API_KEY: "", CONFLUENT_CLOUD_ENDPOINT: "" },
      }),
    ).toEqual(settingsOf({ stack: STACK }));
  });
});

/** The names of each limit in the sources, its factor, and its default in the units of Limits. */
const LIMITS = [
  ["maxRetries", "CONFLUENT_CLOUD_MAX_RETRIES", "confluentcloud:maxRetries", 1, 8],
  [
    "initialRetryDelay",
    "CONFLUENT_SSO_INITIAL_RETRY_DELAY_SECONDS",
    "confluent-sso:initialRetryDelaySeconds",
    1_000,
    1_000,
  ],
  [
    "maxRetryDelay",
    "CONFLUENT_SSO_MAX_RETRY_DELAY_SECONDS",
    "confluent-sso:maxRetryDelaySeconds",
    1_000,
    30_000,
  ],
  [
    "requestTimeout",
    "CONFLUENT_SSO_REQUEST_TIMEOUT_SECONDS",
    "confluent-sso:requestTimeoutSeconds",
    1_000,
    30_000,
  ],
  ["deadline", "CONFLUENT_SSO_RETRY_TIMEOUT_SECONDS", "confluent-sso:retryTimeoutSeconds", 1_000, 600_000],
  ["maxConcurrency", "CONFLUENT_SSO_MAX_CONCURRENCY", "confluent-sso:maxConcurrency", 1, 16],
  ["maxWait", "CONFLUENT_SSO_MAX_WAIT_SECONDS", "confluent-sso:maxWaitSeconds", 1_000, 300_000],
] as const;

describe.each(LIMITS)("the limit %s", (limit, variable, key, unit, standard) => {
  test("has the documented default if it is not set", () => {
    expect(resolveLimits(sourcesFrom({}))[limit]).toBe(standard);
  });

  test("comes from each source, by its name there, and changes no other limit", () => {
    const standards = resolveLimits(sourcesFrom({}));
    for (const given of [
      { environment: { [variable]: "7" } },
      { stack: { [key]: "7" } },
      { host: { [key.replace(/^.*:/, "")]: "7" } },
      { stack: explicitProvider({ [key]: "7" }) },
    ]) {
      const limits = resolveLimits(sourcesFrom(given));
      expect(limits).toEqual({
        ...standards,
        [limit]: 7 * unit,
        ...(limit === "maxRetries" && { maxUnavailableRetries: 7 }),
      });
    }
  });
});

/** Each renamed setting: its name, its former name, and its former environment variable. */
const RENAMED = [
  ["matchAllFilters", "everyone", "CONFLUENT_SSO_EVERYONE"],
  ["initialRetryDelaySeconds", "retryBaseSeconds", "CONFLUENT_SSO_RETRY_BASE_SECONDS"],
  ["maxRetryDelaySeconds", "retryCapSeconds", "CONFLUENT_SSO_RETRY_CAP_SECONDS"],
  ["retryTimeoutSeconds", "deadlineSeconds", "CONFLUENT_SSO_DEADLINE_SECONDS"],
] as const;

describe.each(RENAMED)("the setting %s, formerly %s", (name, former, formerVariable) => {
  const [value, other] = name === "matchAllFilters" ? ["deny", "allow"] : ["7", "8"];

  describe.each<[string, (values: [string, string]) => Parameters<typeof sourcesFrom>[0], string, string]>([
    [
      "the environment",
      ([now, before]) => ({ environment: { [variableOf(name)]: now, [formerVariable]: before } }),
      variableOf(name),
      `the environment variable ${formerVariable}`,
    ],
    [
      "the stack configuration",
      ([now, before]) => ({
        stack: { [`confluent-sso:${name}`]: now, [`confluent-sso:${former}`]: before },
      }),
      `confluent-sso:${name}`,
      `the stack configuration confluent-sso:${former}`,
    ],
    [
      "pulumi-nodejs:",
      ([now, before]) => ({ host: { [name]: now, [former]: before } }),
      `pulumi-nodejs:${name}`,
      `the stack configuration pulumi-nodejs:${former}`,
    ],
    [
      "a Provider",
      ([now, before]) => ({
        stack: explicitProvider({ [`confluent-sso:${name}`]: now, [`confluent-sso:${former}`]: before }),
      }),
      name,
      `the argument ${former} of the Provider`,
    ],
  ])("in %s", (_where, given, current, described) => {
    test("is read by its former name, with a warning", () => {
      const sources = sourcesFrom(given(["", value]));
      expect(firstOf(sources, name)?.value).toBe(value);
      expect(findFormerNames(sources)).toEqual([
        `Use ${current} instead of ${described}, which is deprecated and still works.`,
      ]);
    });

    test("gives no warning if it has only its own name", () => {
      expect(findFormerNames(sourcesFrom(given([value, ""])))).toEqual([]);
    });

    test("may have both names if the values are equal", () => {
      expect(firstOf(sourcesFrom(given([value, value])), name)?.value).toBe(value);
    });

    test("is an error if the two names have different values", () => {
      const { message } = failureIn(() => firstOf(sourcesFrom(given([value, other])), name));
      expect(message).toContain(current);
      expect(message).toContain(
        ` and ${described} are names of the same setting, but have different values. Remove ${described}.`,
      );
    });

    test("is named as it is set in the error about its value", () => {
      const { message } = failureIn(() => readSetting(sourcesFrom(given(["", "wrong"])), name));
      expect(message).toContain(`${described} is "wrong"`);
    });
  });
});

test("a former name in a source with precedence wins over the new name in another source", () => {
  const given = { stack: { "confluent-sso:everyone": "deny" }, host: { matchAllFilters: "allow" } };
  expect(firstOf(sourcesFrom(given), "matchAllFilters")?.value).toBe("allow");
  const environment = { CONFLUENT_SSO_MATCH_ALL_FILTERS: "allow" };
  expect(firstOf(sourcesFrom({ ...given, host: {}, environment }), "matchAllFilters")?.value).toBe("deny");
});

describe("a value of the wrong type is rejected with the name in its source", () => {
  test.each<[string, Parameters<typeof sourcesFrom>[0], string]>([
    [
      "a list",
      { host: { cloudApiKey: [7] } },
      "the stack configuration pulumi-nodejs:cloudApiKey must be a string, not a list.",
    ],
    [
      "an object",
      { stack: { "confluent-sso:matchAllFilters": { a: 1 } } },
      "the stack configuration confluent-sso:matchAllFilters must be a string, not an object.",
    ],
    [
      "a boolean",
      { stack: explicitProvider({ "confluent-sso:directory": true }) },
      "the argument directory of the Provider must be a string, not a boolean.",
    ],
    [
      "a number",
      { stack: explicitProvider({ "confluentcloud:cloudApiSecret": 5 }) },
      "the argument cloudApiSecret of the Provider must be a string, not a number.",
    ],
    [
      "a boolean instead of a number",
      { stack: explicitProvider({ "confluent-sso:maxConcurrency": false }) },
      "the argument maxConcurrency of the Provider must be a number, not a boolean.",
    ],
  ])("%s", (_what, given, message) => {
    const everything = () => [
      resolveFilterPolicy(sourcesFrom(given)),
      firstOf(sourcesFrom(given), "directory"),
      resolveLimits(sourcesFrom(given)),
      resolveSettings(sourcesFrom(given)),
    ];
    expect(failureIn(everything).message).toBe(message);
  });

  test.each([
    "my-org",
    "5b1c4d1e",
    "5b1c4d1e-8f0a-4c55-9d0e-3f6a2b7c8d9",
    "5b1c4d1e8f0a4c559d0e3f6a2b7c8d90",
  ])("organizationId cannot be %s", (organizationId) => {
    const { message } = failureIn(() =>
      resolveSettings(sourcesFrom({ environment: ENVIRONMENT, host: { ...HOST, organizationId } })),
    );
    expect(message).toContain("the stack configuration pulumi-nodejs:organizationId is");
    expect(message).toContain("it must be the UUID of an organization");
  });
});

describe("a misspelled setting", () => {
  const inStack =
    (key: string, project = "app") =>
    () =>
      sourcesOf(
        { get: () => undefined, rawConfig: { [key]: "s3cret" }, projectName: project },
        {},
        () => true,
      );

  test("is an error that says how a refresh can use the corrected one, and shows no value", () => {
    const { message } = failureIn(inStack("confluent-sso:everyon"));
    expect(message).toContain("Did you mean confluent-sso:matchAllFilters?");
    expect(message).toContain("--run-program");
    expect(message).not.toContain("s3cret");
  });

  test("in pulumi-nodejs: is an error too", () => {
    const { message } = failureIn(() => sourcesFrom({ host: { filterChek: "error" } }));
    expect(message).toContain(
      "pulumi-nodejs:filterChek, which is not a setting. Did you mean pulumi-nodejs:filterCheck?",
    );
    expect(message).not.toContain("--run-program");
  });

  test("may be the project's own if the project is named confluent-sso", () => {
    expect(inStack("confluent-sso:everyon", "confluent-sso")).not.toThrow();
  });
});

describe("an invalid endpoint", () => {
  test.each<[string, Parameters<typeof sourcesFrom>[0], string]>([
    [
      "the environment",
      { environment: { ...ENVIRONMENT, CONFLUENT_CLOUD_ENDPOINT: "http://x.example" } },
      "the environment variable CONFLUENT_CLOUD_ENDPOINT",
    ],
    [
      "the stack configuration",
      { stack: { ...STACK, "confluentcloud:endpoint": "http://x.example" } },
      "the stack configuration confluentcloud:endpoint",
    ],
    [
      "pulumi-nodejs:",
      { host: { ...HOST, endpoint: "http://x.example" } },
      "the stack configuration pulumi-nodejs:endpoint",
    ],
    [
      "a Provider",
      { stack: explicitProvider({ ...STACK, "confluentcloud:endpoint": "http://x.example" }) },
      "the argument endpoint of the Provider",
    ],
  ])("is rejected with its name in %s", (_what, given, source) => {
    const error = failureIn(() => resolveSettings(sourcesFrom(given)));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(`(${source})`);
  });
});
