import {
  environmentSource,
  findCredentials,
  remedyFor,
  type SourceKind,
  type TextSetting,
} from "../../provider/config";
import { ConfigurationError } from "../../provider/errors";
import { failureIn } from "../support/failureOf";
import { explicitProvider, sourcesFrom } from "../support/sources";

/** Each source: how credentials are set in it, and the names that users know. */
const SOURCES: Record<
  SourceKind,
  {
    given: (settings: Partial<Record<TextSetting, string>>) => Parameters<typeof sourcesFrom>[0];
    names: [string, string];
  }
> = {
  environment: {
    given: ({ cloudApiKey, cloudApiSecret }) => ({
      environment: {
        ...(cloudApiKey !== undefined && { CONFLUENT_CLOUD_API_KEY: cloudApiKey }),
        ...(cloudApiSecret !== undefined && { CONFLUENT_CLOUD_API_SECRET: cloudApiSecret }),
      },
    }),
    names: ["CONFLUENT_CLOUD_API_KEY", "CONFLUENT_CLOUD_API_SECRET"],
  },
  "pulumi-nodejs": {
    given: (host) => ({ host }),
    names: ["pulumi-nodejs:cloudApiKey", "pulumi-nodejs:cloudApiSecret"],
  },
  "stack configuration": {
    given: (settings) => ({ stack: inNamespace(settings) }),
    names: ["confluentcloud:cloudApiKey", "confluentcloud:cloudApiSecret"],
  },
  "explicit provider": {
    given: (settings) => ({ stack: explicitProvider(inNamespace(settings)) }),
    names: ["cloudApiKey", "cloudApiSecret"],
  },
};

const KINDS = Object.keys(SOURCES) as SourceKind[];
const KEY = "KEY0000000000001";
const SECRET = "plain-secret-of-the-test";
const ENVIRONMENT_KEY = { CONFLUENT_CLOUD_API_KEY: KEY, CONFLUENT_CLOUD_API_SECRET: SECRET };
const HOST_KEY = { cloudApiKey: KEY, cloudApiSecret: SECRET };
/** The end of an error about a configuration that the last `up` stored. */
const STORED = "Add --run-program to the command, or run `pulumi up --refresh=false` once.";

function inNamespace(settings: Partial<Record<TextSetting, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`confluentcloud:${name}`, value]),
  );
}

function find(kind: SourceKind, settings: Partial<Record<TextSetting, string>>) {
  return findCredentials(sourcesFrom(SOURCES[kind].given(settings)));
}

function refusal(kind: SourceKind, settings: Partial<Record<TextSetting, string>>): string {
  const error = failureIn(() => find(kind, settings));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).not.toContain(SECRET);
  return error.message;
}

describe.each(KINDS)("credentials in the source %s", (kind) => {
  const [keyName, secretName] = SOURCES[kind].names;

  test("are found", () => {
    expect(find(kind, { cloudApiKey: KEY, cloudApiSecret: SECRET })).toMatchObject({
      apiKey: KEY,
      apiSecret: SECRET,
      source: { kind },
    });
  });

  test.each<[string, Partial<Record<TextSetting, string>>, string, string]>([
    ["key", { cloudApiKey: KEY }, keyName, secretName],
    ["key and an empty secret", { cloudApiKey: KEY, cloudApiSecret: "" }, keyName, secretName],
    ["secret", { cloudApiSecret: SECRET }, secretName, keyName],
  ])("with only the %s are an error that names the source", (_what, settings, given, missing) => {
    const message = refusal(kind, settings);
    expect(message).toContain(`Incomplete credentials: `);
    expect(message).toContain(
      `${given}${kind === "explicit provider" ? " of the Provider" : ""} is set, but ${missing} is not`,
    );
  });

  test.each<[string, Partial<Record<TextSetting, string>>, string]>([
    ["a line break after the secret", { cloudApiKey: KEY, cloudApiSecret: `${SECRET}\n` }, secretName],
    ["a space before the key", { cloudApiKey: ` ${KEY}`, cloudApiSecret: SECRET }, keyName],
    [
      "a control character in the secret",
      { cloudApiKey: KEY, cloudApiSecret: `a\u0000${SECRET}` },
      secretName,
    ],
    ["only spaces", { cloudApiKey: KEY, cloudApiSecret: "  " }, secretName],
  ])("with %s are rejected, and the value is not shown", (_what, settings, name) => {
    const message = refusal(kind, settings);
    expect(message).toContain(name);
    expect(message).toContain("begins or ends with white space, or contains a control character");
  });

  test("with a colon in the key are rejected, because key and secret were set as one", () => {
    const message = refusal(kind, { cloudApiKey: `${KEY}:${SECRET}`, cloudApiSecret: "x" });
    expect(message).toContain(keyName);
    expect(message).toContain("contains a colon");
  });

  test("have their own advice about a rejected key", () => {
    const remedy = remedyFor(find(kind, { cloudApiKey: KEY, cloudApiSecret: SECRET })).join("\n");
    expect(remedy).toContain(keyName);
    expect(remedy).toContain(secretName);
    const isStored = kind === "stack configuration" || kind === "explicit provider";
    expect(remedy.includes(STORED)).toBe(isStored);
    const isInStackFile = kind === "stack configuration" || kind === "pulumi-nodejs";
    expect(remedy.includes(`pulumi config set --secret ${secretName}`)).toBe(isInStackFile);
  });
});

const OAUTH = { oauthExternalAccessToken: "eyJ.given-token", oauthIdentityPoolId: "pool-abc" };

/** Each source with `oauth` and optional other settings. */
function withOAuth(kind: SourceKind, settings: Partial<Record<TextSetting, string>> = {}) {
  const { stack, host, environment } = SOURCES[kind].given(settings);
  switch (kind) {
    case "environment":
      return sourcesFrom({
        environment: {
          ...environment,
          CONFLUENT_CLOUD_OAUTH_EXTERNAL_ACCESS_TOKEN: OAUTH.oauthExternalAccessToken,
          CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID: OAUTH.oauthIdentityPoolId,
        },
      });
    case "pulumi-nodejs":
      return sourcesFrom({ host: { ...(host as object), oauth: JSON.stringify(OAUTH) } });
    case "stack configuration":
    case "explicit provider":
      return sourcesFrom({ stack: { ...stack, "confluentcloud:oauth": JSON.stringify(OAUTH) } });
  }
}

describe.each(KINDS)("oauth in the source %s", (kind) => {
  const [keyName, secretName] = SOURCES[kind].names;

  test("is found", () => {
    expect(findCredentials(withOAuth(kind))).toMatchObject({
      oauth: { external: { accessToken: OAUTH.oauthExternalAccessToken }, identityPoolId: "pool-abc" },
      source: { kind },
    });
  });

  test.each<[string, Partial<Record<TextSetting, string>>, string]>([
    ["a key", { cloudApiKey: KEY, cloudApiSecret: SECRET }, keyName],
    ["half a key", { cloudApiSecret: SECRET }, secretName],
  ])("in addition to %s is an error that names both", (_what, settings, name) => {
    const { message } = failureIn(() => findCredentials(withOAuth(kind, settings)));
    expect(message).toMatch(/^Two kinds of credentials in one source: /);
    expect(message).toContain(name);
    expect(message).toMatch(/oauth are both set|CONFLUENT_CLOUD_OAUTH_… are both set/);
    expect(message).not.toContain(SECRET);
  });

  test("has its own advice about a rejected token, which does not mention a key", () => {
    const remedy = remedyFor(findCredentials(withOAuth(kind))).join("\n");
    expect(remedy).toContain("identity pool pool-abc");
    expect(remedy).toContain(
      kind === "environment" ? "CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID" : "oauth.oauthIdentityPoolId",
    );
    expect(remedy).not.toContain("key");
    expect(remedy.includes(STORED)).toBe(kind === "stack configuration" || kind === "explicit provider");
  });
});

describe("credentials in several sources", () => {
  test.each<[string, Parameters<typeof sourcesFrom>[0], string]>([
    ["oauth before a key", { host: { oauth: OAUTH }, environment: ENVIRONMENT_KEY }, "oauth"],
    ["a key before oauth", { host: HOST_KEY, stack: { "confluentcloud:oauth": OAUTH } }, "apiKey"],
  ])("may be of different kinds: the first source wins, %s", (_what, given, kind) => {
    expect(findCredentials(sourcesFrom(given))).toHaveProperty(kind);
  });

  test("are an error if an earlier source has an incomplete oauth, regardless of later ones", () => {
    const sources = sourcesFrom({
      host: { oauth: { oauthIdentityPoolId: "pool-abc" } },
      environment: ENVIRONMENT_KEY,
    });
    const { message } = failureIn(() => findCredentials(sources));
    expect(message).toContain("pulumi-nodejs:oauth.oauthIdentityPoolId is set");
  });

  test("are read without an invalid oauth in a later source", () => {
    const sources = sourcesFrom({ host: HOST_KEY, stack: { "confluentcloud:oauth": "{" } });
    expect(findCredentials(sources).source.kind).toBe("pulumi-nodejs");
  });

  test("are never mixed: an incomplete pair in an earlier source is an error, regardless of later ones", () => {
    const { environment } = SOURCES.environment.given({ cloudApiKey: KEY, cloudApiSecret: SECRET });
    const sources = sourcesFrom({ environment: environment ?? {}, host: { cloudApiKey: KEY } });
    const { message } = failureIn(() => findCredentials(sources));
    expect(message).toContain("pulumi-nodejs:cloudApiKey is set, but pulumi-nodejs:cloudApiSecret is not");
  });

  test("are read without an incomplete pair in a later source", () => {
    const sources = sourcesFrom({
      environment: { CONFLUENT_CLOUD_API_KEY: KEY },
      host: { cloudApiKey: KEY, cloudApiSecret: SECRET },
    });
    expect(findCredentials(sources).source.kind).toBe("pulumi-nodejs");
  });
});

describe("missing credentials", () => {
  test("are one error that lists all ways to set them", () => {
    const { message } = failureIn(() => findCredentials(sourcesFrom({})));
    for (const way of [
      "CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET",
      "pulumi config set confluentcloud:cloudApiKey <key>",
      "pulumi config set --secret confluentcloud:cloudApiSecret",
      "pulumi-nodejs:",
      'new Provider("…", { cloudApiKey, cloudApiSecret })',
      "CONFLUENT_CLOUD_OAUTH_",
    ]) {
      expect(message).toContain(way);
    }
  });

  test("of a Provider are an error about its arguments, not about sources that it does not read", () => {
    const { message } = failureIn(() =>
      findCredentials(
        sourcesFrom({ stack: explicitProvider({}), environment: { CONFLUENT_CLOUD_API_KEY: KEY } }),
      ),
    );
    expect(message).toContain("the Provider has neither cloudApiKey nor cloudApiSecret");
    expect(message).not.toContain("CONFLUENT_CLOUD_API_KEY");
  });
});

test("are read from and recommended for only the environment if it is the only source", () => {
  const environment = { PULUMI_CONFIG: JSON.stringify({ cloudApiKey: "key", cloudApiSecret: "secret" }) };
  const { message } = failureIn(() => findCredentials([environmentSource(environment)]));
  expect(message).toMatch(/^No credentials for Confluent Cloud: set the environment variables/);
  expect(message).not.toContain("pulumi config set");
});
