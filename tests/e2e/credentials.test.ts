import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { oauthOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const ORGANIZATIONS = [
  "11111111-1111-4111-8111-111111111111",
  "22222222-2222-4222-8222-222222222222",
] as const;
const OLD = {
  apiKey: "OLDKEY0000000001",
  apiSecret: "old-secret-0123456789",
  organizationId: ORGANIZATIONS[0],
};
const NEW = {
  apiKey: "NEWKEY0000000001",
  apiSecret: "new-secret-0123456789",
  organizationId: ORGANIZATIONS[0],
};
const FOREIGN = {
  apiKey: "FARKEY0000000001",
  apiSecret: "far-secret-0123456789",
  organizationId: ORGANIZATIONS[1],
};
const CLIENT = { clientId: "4711", clientSecret: "client-secret-0123456789", scope: "api://4711/.default" };
const TOKEN = "eyJ.external-access-token-0123456789";

/** Each test starts with the state of the previous one. */
describe("credentials from several sources in one program, and a rotated key", () => {
  let dataFile: string;
  let emulator: Emulator;
  let stack: Stack;

  /** Starts the emulator, with the previous port and data, and one of the keys of the first organization. */
  async function startWith(key: typeof OLD, port = 0): Promise<void> {
    emulator = await startCheckedEmulator({
      credentials: [key, FOREIGN],
      oauth: { ...CLIENT, externalAccessToken: TOKEN },
      organizationId: ORGANIZATIONS[0],
      dataFile,
      port,
    });
  }

  async function rotateTo(key: typeof OLD): Promise<void> {
    await emulator.close();
    await startWith(key, Number(new URL(emulator.url).port));
  }

  beforeAll(async () => {
    dataFile = join(await mkdtemp(join(tmpdir(), "confluent-sso-rotation-")), "data.json");
    await startWith(OLD);
    stack = await Stack.start({
      program: "",
      // The environment must not be used: its key would be rejected.
      env: { CONFLUENT_CLOUD_API_KEY: "KEY", CONFLUENT_CLOUD_API_SECRET: "refused" },
      secrets: [
        ...[OLD, NEW, FOREIGN],
        { apiKey: CLIENT.clientId, apiSecret: CLIENT.clientSecret },
        { apiKey: CLIENT.clientId, apiSecret: TOKEN },
      ],
    });
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
    await rm(dirname(dataFile), { recursive: true });
  });

  const setCredentials = (namespace: string, { apiKey, apiSecret }: typeof OLD) =>
    stack.setConfig(
      { [`${namespace}:endpoint`]: emulator.url, [`${namespace}:cloudApiKey`]: apiKey },
      { secret: { [`${namespace}:cloudApiSecret`]: apiSecret } },
    );

  const mapping = (name: string, opts = "{}") =>
    `new sso.GroupMapping("${name}", { displayName: "${name}", filter: "${name}" }, ${opts});\n`;

  /** Declares a mapping with its own Provider. */
  const provided = (name: string, args: object) =>
    mapping(
      name,
      `{ provider: new sso.Provider("${name}", ${JSON.stringify({ endpoint: emulator.url, ...args })}) }`,
    );

  /** Declares the two mappings whose key is rotated: in the stack configuration, and in a Provider. */
  const rotated = ({ apiKey, apiSecret }: typeof OLD) =>
    mapping("configured") + provided("mine", { cloudApiKey: apiKey, cloudApiSecret: apiSecret });

  const namesIn = (organization: string) =>
    emulator
      .mappings(organization)
      .map(({ display_name }) => display_name)
      .sort();

  test("each mapping uses the stack configuration or its own Provider, for two organizations and with OAuth", async () => {
    await setCredentials("confluentcloud", OLD);
    await stack.setProgram(
      rotated(OLD) +
        provided("far", { cloudApiKey: FOREIGN.apiKey, cloudApiSecret: FOREIGN.apiSecret }) +
        provided("client", { oauth: oauthOf(emulator) }) +
        provided("token", {
          oauth: { oauthExternalAccessToken: TOKEN, oauthIdentityPoolId: "pool-emulator" },
        }),
    );
    await expect(stack.up()).resolves.not.toContain("in plain text");
    expect(namesIn(ORGANIZATIONS[0])).toEqual(["client", "configured", "mine", "token"]);
    expect(namesIn(ORGANIZATIONS[1])).toEqual(["far"]);
    await stack.refresh("--expect-no-changes");
  });

  test("after a rotation, refresh and preview need --run-program, or one up without refresh", async () => {
    await rotateTo(NEW);
    await setCredentials("confluentcloud", NEW);
    await stack.setProgram(rotated(NEW));
    const before = await stack.mappings();
    const output = await stack.failing(["refresh"]);
    expect(output).toMatch(/Cannot read group mapping group-\w+: the API answered 401 Unauthorized/);
    expect(output).toContain("Add --run-program to the command, or run `pulumi up --refresh=false` once");
    expect(await stack.mappings()).toEqual(before);
    await stack.preview("--refresh", "--run-program");
    await stack.up("--refresh=false");
    expect(namesIn(ORGANIZATIONS[0])).toEqual(["configured", "mine"]);
    expect(namesIn(ORGANIZATIONS[1])).toEqual([]);
    await stack.refresh("--expect-no-changes");
  });

  test("pulumi-nodejs: takes precedence, and a new value there takes effect immediately", async () => {
    await rotateTo(OLD);
    await setCredentials("pulumi-nodejs", OLD);
    const { urn = "" } = (await stack.mappings()).find((one) => one.urn.endsWith("::configured")) ?? {};
    await stack.refresh("--target", urn, "--expect-no-changes");
  });
});
