import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { environmentOf } from "../support/emulatorEnvironment";
import { Stack, type StackOptions } from "./support/stack";

const PROGRAM = `
const admins = new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins" });
exports.id = admins.id;
`;
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

async function withStack(options: StackOptions, use: (stack: Stack) => Promise<void>): Promise<void> {
  const stack = await Stack.start(options);
  await use(stack);
  await stack.close();
}

async function setCredentials(
  stack: Stack,
  namespace: string,
  { apiKey, apiSecret }: typeof OLD,
  { url }: Emulator,
): Promise<void> {
  await stack.setConfig(
    { [`${namespace}:endpoint`]: url, [`${namespace}:cloudApiKey`]: apiKey },
    { secret: { [`${namespace}:cloudApiSecret`]: apiSecret } },
  );
}

describe("sources of credentials", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startCheckedEmulator({ credentials: [OLD, FOREIGN] });
  });

  afterEach(() => emulator.reset());

  afterAll(() => emulator.close());

  const secrets = [OLD, FOREIGN];

  test("a secret that stands in the stack configuration in plain text is warned of once, with the command", () =>
    withStack(
      { program: `${PROGRAM}${PROGRAM.replace("const admins", "const more").replaceAll("admins", "more")}` },
      async (stack) => {
        await stack.setConfig({
          "confluentcloud:endpoint": emulator.url,
          "confluentcloud:cloudApiKey": OLD.apiKey,
          "confluentcloud:cloudApiSecret": OLD.apiSecret,
        });
        const output = await stack.preview();
        const [, diagnostics = ""] = output.split("Diagnostics:");
        expect(diagnostics.match(/stands in the stack configuration in plain text/g)).toHaveLength(1);
        expect(diagnostics).toContain("pulumi config set --secret confluentcloud:cloudApiSecret");
      },
    ));

  test("explicit Providers: two organizations in one program, each with its own key", () => {
    const provider = (name: string, { apiKey, apiSecret }: typeof OLD | typeof FOREIGN) =>
      `new sso.Provider("${name}", { cloudApiKey: "${apiKey}", cloudApiSecret: "${apiSecret}", endpoint: "${emulator.url}" })`;
    const program = `
const home = ${provider("home", OLD)};
const far = ${provider("far", FOREIGN)};
new sso.GroupMapping("home", { displayName: "Home", filter: "a" }, { provider: home });
new sso.GroupMapping("far", { displayName: "Far", filter: "b" }, { provider: far });
`;
    // The environment is of no account: its key would be refused.
    const env = { ...environmentOf(emulator), CONFLUENT_CLOUD_API_SECRET: "refused" };
    return withStack({ program, env, secrets }, async (stack) => {
      await stack.up();
      expect(emulator.mappings(ORGANIZATIONS[0]).map(({ display_name }) => display_name)).toEqual(["Home"]);
      expect(emulator.mappings(ORGANIZATIONS[1]).map(({ display_name }) => display_name)).toEqual(["Far"]);
      await stack.refresh("--expect-no-changes");
      await stack.destroy();
      expect(emulator.mappings()).toEqual([]);
    });
  });

  test("without any, up fails with the ways to give them", () =>
    withStack({ program: PROGRAM }, async (stack) => {
      const output = await stack.failing(["up"], { preview: true });
      expect(output).toContain("No credentials for Confluent Cloud");
      expect(output).toContain("CONFLUENT_CLOUD_API_KEY");
      expect(output).toContain("pulumi config set --secret confluentcloud:cloudApiSecret");
    }));

  test("a key of another organization: refresh is an error that names both, and the state is untouched", () =>
    withStack({ program: PROGRAM, env: environmentOf(emulator), secrets }, async (stack) => {
      await stack.up();
      const before = await stack.mappings();
      const env = { CONFLUENT_CLOUD_API_KEY: FOREIGN.apiKey, CONFLUENT_CLOUD_API_SECRET: FOREIGN.apiSecret };
      // An empty list names no organization, so the foreign one has a mapping of its own.
      await fetch(`${emulator.url}/iam/v2/sso/group-mappings`, {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${FOREIGN.apiKey}:${FOREIGN.apiSecret}`).toString("base64")}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ display_name: "Theirs", description: "", filter: "t" }),
      });
      for (const command of ["refresh", "destroy"]) {
        const { code, output } = await stack.run([command], { env });
        expect(code).not.toBe(0);
        expect(output).toContain(`belongs to organization ${ORGANIZATIONS[0]}`);
        expect(output).toContain(`organization ${ORGANIZATIONS[1]}`);
      }
      await expect(stack.mappings()).resolves.toEqual(before);
      expect(emulator.mappings()).toHaveLength(2);
    }));
});

describe("a key from each source works, and so does another one after its rotation:", () => {
  let emulator: Emulator;

  /** The organisation with the old key, then, on the same port and data, with the new one only. */
  async function rotate(): Promise<void> {
    const { url } = emulator;
    const mappings = emulator.mappings();
    await emulator.close();
    emulator = await startCheckedEmulator({ credentials: NEW, port: Number(new URL(url).port), dataFile });
    expect(emulator.mappings()).toEqual(mappings);
  }

  let dataFile: string;

  beforeEach(async () => {
    dataFile = join(await mkdtemp(join(tmpdir(), "confluent-sso-rotation-")), "data.json");
    emulator = await startCheckedEmulator({ credentials: OLD, dataFile });
  });

  afterEach(async () => {
    await emulator.close();
    await rm(dirname(dataFile), { recursive: true });
  });

  /** Creates the mapping. A secret that is configured as one is not warned of. */
  async function upWithSecretConfiguration(stack: Stack): Promise<void> {
    await expect(stack.up()).resolves.not.toContain("in plain text");
    expect(emulator.mappings()).toHaveLength(1);
  }

  const secrets = [OLD, NEW];
  const REFUSED = /Cannot read group mapping "Admins" \(group-\w+\): the API answered 401 Unauthorized/;

  test("environment variables: the error names them, and new values are all it takes", () =>
    withStack(
      { program: PROGRAM, refreshAlways: true, env: environmentOf(emulator), secrets },
      async (stack) => {
        await stack.up();
        expect(emulator.mappings()).toHaveLength(1);
        await rotate();
        const output = await stack.failing(["preview"]);
        expect(output).toMatch(REFUSED);
        expect(output).toContain("The API Key is invalid");
        expect(output).toContain(
          "environment variables CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET",
        );
        expect(output).not.toContain("--run-program");
        await expect(stack.mappings()).resolves.toHaveLength(1);
        await stack.succeed(["preview", "--expect-no-changes"], { env: environmentOf(emulator) });
      },
    ));

  test("pulumi-nodejs: configuration: the error names it, and new values are all it takes", () =>
    withStack({ program: PROGRAM, refreshAlways: true, secrets }, async (stack) => {
      await setCredentials(stack, "pulumi-nodejs", OLD, emulator);
      await upWithSecretConfiguration(stack);
      await rotate();
      const output = await stack.failing(["preview"]);
      expect(output).toMatch(REFUSED);
      expect(output).toContain(
        "stack configuration pulumi-nodejs:cloudApiKey and pulumi-nodejs:cloudApiSecret",
      );
      expect(output).not.toContain("--run-program");
      await setCredentials(stack, "pulumi-nodejs", NEW, emulator);
      await stack.preview("--expect-no-changes");
      await stack.destroy();
      expect(emulator.mappings()).toEqual([]);
    }));

  test("confluentcloud: configuration: new values need --run-program, or one up without refresh", () =>
    withStack({ program: PROGRAM, refreshAlways: true, secrets }, async (stack) => {
      await setCredentials(stack, "confluentcloud", OLD, emulator);
      await upWithSecretConfiguration(stack);
      await rotate();
      await setCredentials(stack, "confluentcloud", NEW, emulator);
      const output = await stack.failing(["preview"]);
      expect(output).toMatch(REFUSED);
      expect(output).toContain(
        "stack configuration confluentcloud:cloudApiKey and confluentcloud:cloudApiSecret",
      );
      expect(output).toContain("Add --run-program to the command, or run `pulumi up --refresh=false` once");
      await stack.preview("--run-program", "--expect-no-changes");
      await stack.failing(["preview"]);
      await stack.up("--refresh=false");
      await stack.preview("--expect-no-changes");
      await stack.destroy();
      expect(emulator.mappings()).toEqual([]);
    }));

  test("an explicit Provider: new arguments need --run-program, or one up without refresh", () => {
    const program = ({ apiKey, apiSecret }: typeof OLD) => `
const provider = new sso.Provider("mine", {
  cloudApiKey: "${apiKey}", cloudApiSecret: "${apiSecret}", endpoint: "${emulator.url}",
});
new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins" }, { provider });
`;
    return withStack({ program: program(OLD), refreshAlways: true, secrets }, async (stack) => {
      await stack.up();
      await rotate();
      await stack.setProgram(program(NEW));
      const output = await stack.failing(["preview"]);
      expect(output).toMatch(REFUSED);
      expect(output).toContain("the arguments cloudApiKey and cloudApiSecret of a Provider in the program");
      expect(output).toContain("Add --run-program to the command, or run `pulumi up --refresh=false` once");
      await stack.preview("--run-program");
      await stack.failing(["preview"]);
      await stack.up("--refresh=false");
      await stack.preview("--expect-no-changes");
    });
  });
});
