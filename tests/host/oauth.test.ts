import {
  type Emulator,
  type EmulatorOptions,
  IDENTITY_PROVIDER_PATH,
  TOKEN_SERVICE_PATH,
} from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { oauthEnvironmentOf, oauthOf, tokensOf } from "../support/emulatorEnvironment";
import { expectClean } from "../support/secrets";
import {
  ENTRY_POINTS,
  type EntryPoint,
  type Host,
  type HostOptions,
  secretValue,
  startHost,
} from "../support/host";

const INPUTS = { displayName: "Admins", description: "", filter: '"admins" in groups' };

/** Returns the requests in the order of arrival: `token`, `exchange`, `POST`, `GET`, … */
function sent(emulator: Emulator): string[] {
  return emulator
    .requests()
    .map(({ method, path }) =>
      path === IDENTITY_PROVIDER_PATH ? "token" : path === TOKEN_SERVICE_PATH ? "exchange" : method,
    );
}

let entryPoint: EntryPoint = "dynamic provider";

interface Setup {
  readonly emulator?: EmulatorOptions;
  /** The options that make the host use the emulator. Default: environment variables. */
  readonly host?: (emulator: Emulator) => HostOptions;
  readonly use: (host: Host, emulator: Emulator) => Promise<void>;
}

/** Runs a host with tokens of an emulator. Its output must not contain secrets. */
async function withHost({ emulator: options = {}, host: configure, use }: Setup): Promise<void> {
  const emulator = await startCheckedEmulator({ oauth: { scope: "openid" }, ...options });
  const host = await startHost({
    entryPoint,
    ...(configure?.(emulator) ?? { env: oauthEnvironmentOf(emulator) }),
  });
  try {
    await use(host, emulator);
    const { clientId, clientSecret } = tokensOf(emulator);
    expectClean(host.output(), clientId, clientSecret);
    expect(host.output()).not.toMatch(/\b(?:access|external)\.[\w-]{20}/);
  } finally {
    await host.close();
    await emulator.close();
  }
}

describe("oauth in the host", () => {
  test.each<[string, (emulator: Emulator) => HostOptions]>([
    ["environment variables", (emulator) => ({ env: oauthEnvironmentOf(emulator) })],
    [
      "the stack configuration confluentcloud:oauth as an encrypted JSON string",
      (emulator) => ({
        config: {
          "confluentcloud:endpoint": emulator.url,
          "confluentcloud:oauth": secretValue(JSON.stringify(oauthOf(emulator))),
        },
      }),
    ],
    [
      "the stack configuration confluentcloud:oauth as an object",
      (emulator) => ({
        config: { "confluentcloud:endpoint": emulator.url, "confluentcloud:oauth": oauthOf(emulator) },
      }),
    ],
    [
      "the stack configuration pulumi-nodejs:oauth",
      (emulator) => ({
        env: { PULUMI_CONFIG: JSON.stringify({ endpoint: emulator.url, oauth: oauthOf(emulator) }) },
      }),
    ],
    [
      "the stack configuration confluent-sso:oauth of the plugin",
      (emulator) => ({
        entryPoint: "plugin",
        config: { "confluent-sso:endpoint": emulator.url, "confluent-sso:oauth": oauthOf(emulator) },
      }),
    ],
    [
      "the argument oauth of a Provider of the plugin, as the engine sends it",
      (emulator) => ({
        entryPoint: "plugin",
        config: {
          "confluent-sso:explicitProvider": "true",
          "confluent-sso:endpoint": emulator.url,
          "confluent-sso:oauth": secretValue(JSON.stringify(oauthOf(emulator))),
        },
      }),
    ],
  ])("configured by %s serves all operations with one token", (_how, configure) =>
    withHost({
      host: configure,
      use: async (host, emulator) => {
        const { id, properties } = await host.create(INPUTS);
        await expect(host.read(id, properties)).resolves.toMatchObject({ id });
        await host.update(id, properties, { ...INPUTS, filter: "x" });
        await host.delete(id, properties);
        expect(emulator.mappings()).toEqual([]);
        expect(sent(emulator)).toEqual(["token", "exchange", "GET", "POST", "GET", "PATCH", "DELETE"]);
      },
    }),
  );

  test.each<[string, Partial<ReturnType<typeof oauthOf>>]>([
    ["step 1", { oauthExternalClientSecret: "wrong-secret-of-mine" }],
    ["step 2", { oauthIdentityPoolId: "pool-other" }],
  ])("the error of %s says that a refresh reads the stack configuration from the state", (_step, wrong) =>
    withHost({
      host: (emulator) => ({
        config: {
          "confluentcloud:endpoint": emulator.url,
          "confluentcloud:oauth": JSON.stringify({ ...oauthOf(emulator), ...wrong }),
        },
      }),
      use: async (host) => {
        await expect(host.read("group-a", INPUTS)).rejects.toThrow(
          /there is no access token[^]*the configuration that the last\n`pulumi up` stored[^]*--run-program/,
        );
      },
    }),
  );
});

describe.each(ENTRY_POINTS)("oauth in the environment of the %s", (name) => {
  beforeAll(() => {
    entryPoint = name;
  });

  test("renews both tokens before they expire, the external one first", () =>
    withHost({
      // The emulator's clock does not advance. No token expires, and the host renews them because of their lifetime.
      emulator: {
        clock: () => Date.UTC(2024, 0, 1),
        oauth: { accessTokenSeconds: 0.002, externalTokenSeconds: 0.002 },
      },
      use: async (host, emulator) => {
        const { id, properties } = await host.create(INPUTS);
        await host.delete(id, properties);
        const order = sent(emulator);
        const before = (method: string) => order.slice(order.indexOf(method) - 2, order.indexOf(method));
        expect(before("GET")).toEqual(["token", "exchange"]);
        expect(before("DELETE")).toEqual(["token", "exchange"]);
      },
    }));

  test("renews tokens that expire early, and repeats rejected requests", () => {
    let now = Date.UTC(2024, 0, 1);
    return withHost({
      emulator: { clock: () => now },
      use: async (host, emulator) => {
        const { id, properties } = await host.create(INPUTS);
        now += 7_200_000;
        await host.create({ ...INPUTS, displayName: "Others" });
        expect(emulator.mappings()).toHaveLength(2);
        // The cached external token is rejected too, so a new one is obtained.
        expect(sent(emulator).slice(4)).toEqual(["POST", "exchange", "token", "exchange", "POST"]);
        await host.read(id, properties);
      },
    });
  });

  test("concurrent creations request one token", () =>
    withHost({
      use: async (host, emulator) => {
        const names = Array.from({ length: 12 }, (_, n) => `M${n}`);
        await Promise.all(names.map((displayName) => host.create({ ...INPUTS, displayName })));
        expect(emulator.mappings()).toHaveLength(12);
        expect(sent(emulator).filter((one) => one !== "POST")).toEqual(["token", "exchange", "GET"]);
      },
    }));

  test("if a step fails, every operation reports that error, sends nothing else, and does not treat the mapping as deleted", () =>
    withHost({
      host: (emulator) => ({
        env: { ...oauthEnvironmentOf(emulator), CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID: "pool-other" },
      }),
      use: async (host, emulator) => {
        const state = { ...INPUTS, principal: "group-a" };
        const calls: [string, Promise<unknown>][] = [
          ['create group mapping "Admins"', host.create(INPUTS)],
          ["read group mapping group-a", host.read("group-a", state)],
          ['update group mapping "Admins"', host.update("group-a", state, { ...INPUTS, filter: "x" })],
          ["delete group mapping group-a", host.delete("group-a", state)],
        ];
        for (const [what, call] of calls) {
          const { details } = await call.then(
            () => ({ details: "it succeeded" }),
            (error: unknown) => error as { details: string },
          );
          expect(details).toContain(`Cannot ${what}`);
          expect(details).toContain("(step 2 of 2 of OAuth): the API answered 400 Bad Request (request id ");
          expect(details).toContain(
            "invalid_request: The identity pool is not known to this identity provider",
          );
          expect(details).toContain(
            "identity pool pool-other (the environment variable CONFLUENT_CLOUD_OAUTH_IDENTITY_POOL_ID)",
          );
        }
        expect(sent(emulator).filter((one) => one !== "token" && one !== "exchange")).toEqual([]);
      },
    }));

  test("a wrong client secret is an error of step 1 that does not contain the secret", () =>
    withHost({
      host: (emulator) => ({
        env: {
          ...oauthEnvironmentOf(emulator),
          CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_SECRET: "wrong-secret-of-mine",
        },
      }),
      use: async (host, emulator) => {
        emulator.addFault({
          on: { path: IDENTITY_PROVIDER_PATH },
          do: {
            status: 401,
            body: { error: "invalid_client", error_description: "no wrong-secret-of-mine here" },
          },
        });
        await expect(host.create(INPUTS)).rejects.toThrow(
          /\(step 1 of 2 of OAuth\): the identity provider answered 401 Unauthorized[^]*invalid_client: no \[redacted\] here/,
        );
        expectClean(host.output(), "emulator-client", "wrong-secret-of-mine");
      },
    }));
});
