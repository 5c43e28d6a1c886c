import { IDENTITY_PROVIDER_PATH, type Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { oauthEnvironmentOf, oauthOf } from "../support/emulatorEnvironment";
import { Stack, type StackOptions } from "./support/stack";

const PROGRAM = `
const admins = new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins" });
exports.id = admins.id;
`;
const CLIENT = { clientId: "4711", clientSecret: "client-secret-0123456789", scope: "api://4711/.default" };
const GIVEN = "eyJ.external-access-token-0123456789";
const secrets = [
  { apiKey: CLIENT.clientId, apiSecret: CLIENT.clientSecret },
  { apiKey: CLIENT.clientId, apiSecret: GIVEN },
];

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startCheckedEmulator({ oauth: { ...CLIENT, externalAccessToken: GIVEN } });
});

afterEach(() => emulator.close());

async function withStack(options: StackOptions, use: (stack: Stack) => Promise<void>): Promise<void> {
  const stack = await Stack.start({ ...options, secrets });
  await use(stack);
  await stack.close();
}

async function configure(stack: Stack, namespace: string): Promise<void> {
  const { oauthExternalClientSecret = "", ...fields } = oauthOf(emulator);
  const plain = Object.entries({ ...fields, oauthStsTokenExpiredInSeconds: "300" });
  await stack.setConfig(
    {
      [`${namespace}:endpoint`]: emulator.url,
      ...Object.fromEntries(plain.map(([field, value]) => [`${namespace}:oauth.${field}`, value])),
    },
    { secret: { [`${namespace}:oauth.oauthExternalClientSecret`]: oauthExternalClientSecret }, path: true },
  );
}

/** The lives that access tokens were asked for. */
const lives = () =>
  emulator
    .requests()
    .flatMap(({ path, body }) =>
      path.startsWith("/sts/") ? [(body as { expires_in: string }).expires_in] : [],
    );

test.each(["confluentcloud", "pulumi-nodejs"])(
  "the structured configuration %s:oauth, set field by field",
  (namespace) =>
    withStack({ program: PROGRAM }, async (stack) => {
      await configure(stack, namespace);
      const output = await stack.up();
      expect(output).not.toContain("in plain text");
      expect(emulator.mappings()).toHaveLength(1);
      // A refresh, too, which takes the one of the two from the state.
      await stack.refresh("--expect-no-changes");
      await stack.destroy();
      expect(emulator.mappings()).toEqual([]);
      expect(new Set(lives())).toEqual(new Set(["300"]));
    }),
);

test("environment variables, a refused client, and what the error says", () =>
  withStack({ program: PROGRAM, env: oauthEnvironmentOf(emulator) }, async (stack) => {
    await stack.up();
    const env = { CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_SECRET: "another-secret" };
    const { code, output } = await stack.run(["refresh", "--yes"], { env });
    expect(code).not.toBe(0);
    expect(output).toMatch(/Cannot read group mapping "Admins" \(group-\w+\): there is no access token/);
    expect(output).toContain("(step 1 of 2 of OAuth): the identity provider answered 401 Unauthorized");
    expect(output).toContain("invalid_client: The client or its secret is not known");
    expect(output).toContain("CONFLUENT_CLOUD_OAUTH_EXTERNAL_CLIENT_SECRET");
    await expect(stack.mappings()).resolves.toHaveLength(1);
  }));

test("the class Provider, whose oauth stands in the state as one secret", () => {
  const fields = {
    oauthExternalTokenUrl: `${emulator.url}${IDENTITY_PROVIDER_PATH}`,
    oauthExternalClientId: CLIENT.clientId,
    oauthExternalClientSecret: CLIENT.clientSecret,
    oauthExternalTokenScope: CLIENT.scope,
    oauthIdentityPoolId: "pool-emulator",
  };
  const program = `
const client = new sso.Provider("client", { endpoint: "${emulator.url}", oauth: ${JSON.stringify(fields)} });
const given = new sso.Provider("given", {
  endpoint: "${emulator.url}",
  oauth: { oauthExternalAccessToken: "${GIVEN}", oauthIdentityPoolId: pulumi.output("pool-emulator") },
});
new sso.GroupMapping("one", { displayName: "One", filter: "a" }, { provider: client });
new sso.GroupMapping("two", { displayName: "Two", filter: "b" }, { provider: given });
`;
  // The environment is of no account: its key would be refused.
  const env = { CONFLUENT_CLOUD_API_KEY: "KEY", CONFLUENT_CLOUD_API_SECRET: "refused" };
  return withStack({ program, env }, async (stack) => {
    await stack.up();
    expect(emulator.mappings()).toHaveLength(2);
    await stack.refresh("--expect-no-changes");
    await stack.destroy();
    expect(emulator.mappings()).toEqual([]);
  });
});

test("a client secret in plain text is warned of, with the command that encrypts it", () =>
  withStack({ program: PROGRAM }, async (stack) => {
    const field = "confluentcloud:oauth.oauthExternalClientSecret";
    await stack.setConfig(
      { "confluentcloud:oauth.oauthIdentityPoolId": "pool-emulator", [field]: "a-secret-that-is-shown" },
      { path: true },
    );
    const output = await stack.preview();
    expect(output).toContain(`${field} stands in the stack configuration in plain text`);
    expect(output).toContain(`pulumi config set --secret --path ${field}`);
  }));
