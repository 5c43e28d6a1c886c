import * as pulumi from "@pulumi/pulumi";
import { isRpcSecret, unwrapRpcSecret } from "@pulumi/pulumi/runtime/rpc";
import {
  type ChoiceOf,
  configurationKey,
  resolveFilterPolicy,
  resolveSettings,
  SETTING_NAMES,
  type SettingName,
  type SettingOfKind,
} from "../../provider/config";
import { type OAuthArgs, Provider, type ProviderArgs } from "../../sdk";
import { type Registered, useMocks, valueOf } from "../support/mocks";
import { sourcesFrom } from "../support/sources";

const ARGS = { cloudApiKey: "OURKEY0000000001", cloudApiSecret: "secret-of-ours" };

const GIVEN: OAuthArgs = { oauthIdentityPoolId: "pool-abc", oauthExternalAccessToken: "given-token-of-ours" };

/** The arguments in the table of settings, each with its type. */
type ArgumentsOfTable = {
  [Name in SettingName]?:
    | pulumi.Input<
        Name extends "oauth"
          ? OAuthArgs
          : Name extends SettingOfKind<"choice">
            ? ChoiceOf<Name>
            : Name extends SettingOfKind<"count" | "seconds">
              ? number
              : string
      >
    | undefined;
};

/** Does not compile if an argument differs from the table. */
type Same<One extends Other, Other> = [One, Other];
type AllArguments = { [Name in keyof ProviderArgs]?: ProviderArgs[Name] };
export type ArgumentsAreTheTable = Same<Required<AllArguments>, Required<ArgumentsOfTable>> &
  Same<Required<ArgumentsOfTable>, Required<AllArguments>>;

async function register(args: ProviderArgs): Promise<Registered> {
  const registered = await useMocks();
  await valueOf(new Provider("europe", args).urn);
  const [provider] = registered;
  if (provider === undefined) {
    throw new Error("Nothing was registered");
  }
  return provider;
}

/** Returns the inputs without secret markers, as the engine passes them to the host. */
const plain = ({ inputs }: Registered): Record<string, unknown> =>
  Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, unwrapRpcSecret(value) as unknown]));

describe("a Provider", () => {
  test.each<[string, ProviderArgs]>([
    ["plain", ARGS],
    [
      "outputs",
      { cloudApiKey: pulumi.output(ARGS.cloudApiKey), cloudApiSecret: pulumi.output(ARGS.cloudApiSecret) },
    ],
    [
      "secrets",
      { cloudApiKey: pulumi.secret(ARGS.cloudApiKey), cloudApiSecret: pulumi.secret(ARGS.cloudApiSecret) },
    ],
    [
      "promises",
      {
        cloudApiKey: Promise.resolve(ARGS.cloudApiKey),
        cloudApiSecret: Promise.resolve(ARGS.cloudApiSecret),
      },
    ],
  ])("has its credentials as secrets in the state if they are set as %s", async (_how, args) => {
    const provider = await register(args);
    expect(isRpcSecret(provider.inputs["confluentcloud:cloudApiSecret"])).toBe(true);
    expect(plain(provider)).toMatchObject({
      "confluentcloud:cloudApiKey": ARGS.cloudApiKey,
      "confluentcloud:cloudApiSecret": ARGS.cloudApiSecret,
    });
  });

  test("has oauth as JSON text that is secret as a whole, regardless of its fields", async () => {
    const provider = await register({
      oauth: {
        oauthIdentityPoolId: pulumi.output("pool-abc"),
        oauthExternalTokenUrl: "https://login.example",
        oauthExternalClientId: Promise.resolve("client-7"),
        oauthExternalClientSecret: pulumi.secret("client-secret-of-ours"),
        oauthExternalTokenScope: undefined,
        oauthStsTokenExpiredInSeconds: 300,
      },
    });
    expect(isRpcSecret(provider.inputs["confluentcloud:oauth"])).toBe(true);
    const sources = sourcesFrom({
      stack: plain(provider),
      environment: { CONFLUENT_CLOUD_API_KEY: "env", CONFLUENT_CLOUD_API_SECRET: "env-secret" },
    });
    expect(resolveSettings(sources).credentials).toMatchObject({
      oauth: {
        external: {
          tokenUrl: "https://login.example",
          clientId: "client-7",
          clientSecret: "client-secret-of-ours",
          scope: undefined,
        },
        identityPoolId: "pool-abc",
        lifetime: 300,
      },
      source: { kind: "explicit provider" },
    });
  });

  test.each<[string, pulumi.Input<OAuthArgs>]>([
    ["plain", GIVEN],
    ["an output", pulumi.output(GIVEN)],
    ["a promise", Promise.resolve(GIVEN)],
  ])("has oauth as a secret if it is set as %s", async (_how, oauth) => {
    const provider = await register({ oauth });
    expect(isRpcSecret(provider.inputs["confluentcloud:oauth"])).toBe(true);
    expect(plain(provider)["confluentcloud:oauth"]).toBe(JSON.stringify(GIVEN));
  });

  test("with a key has no oauth, and with oauth no key", async () => {
    expect(Object.keys((await register(ARGS)).inputs)).not.toContain("confluentcloud:oauth");
    expect(Object.keys((await register({ oauth: GIVEN })).inputs)).not.toContain(
      "confluentcloud:cloudApiKey",
    );
  });

  test("is the engine's provider for dynamic resources", async () => {
    await expect(register(ARGS)).resolves.toMatchObject({
      type: "pulumi:providers:pulumi-nodejs",
      name: "europe",
    });
  });

  test("configures the host with all of its arguments, and the host uses no other source", async () => {
    const given = {
      ...ARGS,
      endpoint: "https://gateway.example",
      organizationId: "0a1b0000-0000-4000-8000-000000000001",
      userAgentSuffix: "a/1",
      filterCheck: "error",
      matchAllFilters: "deny",
    } as const;
    const sources = sourcesFrom({
      stack: plain(await register(given)),
      environment: { CONFLUENT_CLOUD_ENDPOINT: "https://env.example", CONFLUENT_SSO_ORGANIZATION_ID: "env" },
    });
    expect(resolveSettings(sources)).toMatchObject({
      endpoint: "https://gateway.example",
      organizationId: "0a1b0000-0000-4000-8000-000000000001",
      userAgentSuffix: "a/1",
      credentials: {
        apiKey: ARGS.cloudApiKey,
        apiSecret: ARGS.cloudApiSecret,
        source: { kind: "explicit provider" },
      },
    });
    expect(resolveFilterPolicy(sources)).toEqual({
      filterCheck: "error",
      matchAllFilters: "deny",
      matchAllFiltersSource: "the argument matchAllFilters of the Provider",
    });
  });

  test("passes every argument to the host by its key in the stack configuration", async () => {
    const given = Object.fromEntries(SETTING_NAMES.map((name) => [name, `the value of ${name}`]));
    expect(plain(await register(given as unknown as ProviderArgs))).toEqual({
      "confluent-sso:explicitProvider": "true",
      ...Object.fromEntries(SETTING_NAMES.map((name) => [configurationKey(name), given[name]])),
      "confluentcloud:oauth": JSON.stringify(given["oauth"]),
    });
  });

  test("with only credentials has the defaults for the other settings, regardless of the environment", async () => {
    const sources = sourcesFrom({
      stack: plain(await register({ ...ARGS, endpoint: undefined })),
      host: { endpoint: "https://host.example", organizationId: "host" },
      environment: { CONFLUENT_CLOUD_ENDPOINT: "https://env.example", CONFLUENT_SSO_ORGANIZATION_ID: "env" },
    });
    expect(resolveSettings(sources)).toMatchObject({
      endpoint: "https://api.confluent.cloud",
      organizationId: undefined,
    });
  });
});
