import * as pulumi from "@pulumi/pulumi";
import { isRpcSecret, unwrapRpcSecret } from "@pulumi/pulumi/runtime/rpc";
import { resolveSettings } from "../../provider/rest/settings";
import { Provider, type ProviderArgs } from "../../sdk";
import { type Registered, useMocks, valueOf } from "../support/mocks";
import { sourcesFrom } from "../support/sources";

const ARGS = { cloudApiKey: "OURKEY0000000001", cloudApiSecret: "secret-of-ours" };

async function register(args: ProviderArgs): Promise<Registered> {
  const registered = await useMocks();
  await valueOf(new Provider("europe", args).urn);
  const [provider] = registered;
  if (provider === undefined) {
    throw new Error("Nothing was registered");
  }
  return provider;
}

/** The inputs without the mark of a secret, as the engine hands them to the host. */
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
  ])("has its credentials as secrets in the state where they are given as %s", async (_how, args) => {
    const provider = await register(args);
    expect(isRpcSecret(provider.inputs["confluentcloud:cloudApiSecret"])).toBe(true);
    expect(plain(provider)).toMatchObject({
      "confluentcloud:cloudApiKey": ARGS.cloudApiKey,
      "confluentcloud:cloudApiSecret": ARGS.cloudApiSecret,
    });
  });

  test("is the engine's provider for dynamic resources", async () => {
    await expect(register(ARGS)).resolves.toMatchObject({
      type: "pulumi:providers:pulumi-nodejs",
      name: "europe",
    });
  });

  test("configures the host with all that it is given, and the host takes nothing from elsewhere", async () => {
    const given = {
      ...ARGS,
      endpoint: "https://gateway.example",
      organizationId: "0a-1b",
      userAgentSuffix: "a/1",
    };
    const sources = sourcesFrom({
      stack: plain(await register(given)),
      environment: { CONFLUENT_CLOUD_ENDPOINT: "https://env.example", CONFLUENT_SSO_ORGANIZATION_ID: "env" },
    });
    expect(resolveSettings(sources)).toMatchObject({
      endpoint: "https://gateway.example",
      organizationId: "0a-1b",
      userAgentSuffix: "a/1",
      credentials: {
        apiKey: ARGS.cloudApiKey,
        apiSecret: ARGS.cloudApiSecret,
        source: { kind: "explicit provider" },
      },
    });
  });

  test("with credentials alone has the defaults for the rest, whatever the environment says", async () => {
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
