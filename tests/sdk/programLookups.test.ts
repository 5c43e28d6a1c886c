import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { dirname } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { API_HOST, AUTHORITY_FILE } from "../host/support/certificates";
import { startConnectProxy } from "../host/support/connectProxy";
import { startTlsServer } from "../host/support/tlsServer";
import { credentialsOf, environmentOf, oauthEnvironmentOf } from "../support/emulatorEnvironment";
import { expectClean } from "../support/secrets";

const ROOT = dirname(dirname(__dirname));

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startCheckedEmulator({ oauth: {} });
  const { apiKey, apiSecret } = credentialsOf(emulator);
  for (const display_name of ["Admins", "Duplicates", "Duplicates"]) {
    await fetch(`${emulator.url}/iam/v2/sso/group-mappings`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ display_name, description: "", filter: "f" }),
    });
  }
});

afterAll(() => emulator.close());

/** Returns the output of a program in a separate process, without an engine, that must end by itself. */
async function run(program: string, env: Record<string, string> = environmentOf(emulator)) {
  const { PATH = "" } = process.env;
  const before = emulator.requests().length;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["-e", `const sso = require("pulumi-confluent-sso");\n(async () => {${program}})();`],
    { cwd: ROOT, env: { PATH, ...env }, timeout: 30_000 },
  );
  const output = `${stdout}${stderr}`;
  expectClean(output, credentialsOf(emulator).apiKey, credentialsOf(emulator).apiSecret);
  return {
    output,
    requests: emulator
      .requests()
      .slice(before)
      .map(({ method }) => method),
  };
}

const LOOK_UP = `
  const { filter } = await sso.getGroupMapping({ displayName: "Admins" });
  await sso.getGroupMappings();
  const done = Date.now();
  process.on("exit", () => console.log(filter, Date.now() - done < 2000 ? "immediately" : "late"));
`;

describe("a process with a lookup ends by itself immediately, although connections are kept open", () => {
  test("to the API", async () => {
    const { output, requests } = await run(LOOK_UP);
    expect(output).toBe("f immediately\n");
    expect(requests).toEqual(["GET"]);
  });

  test("with OAuth, whose tokens would be renewed", async () => {
    const { output, requests } = await run(LOOK_UP, oauthEnvironmentOf(emulator));
    expect(output).toBe("f immediately\n");
    expect(requests).toEqual(["POST", "POST", "GET"]);
  });

  test("through a proxy", async () => {
    const api = await startTlsServer(Number(new URL(emulator.url).port));
    const proxy = await startConnectProxy();
    const { output, requests } = await run(LOOK_UP, {
      ...environmentOf(emulator),
      CONFLUENT_CLOUD_ENDPOINT: `https://${API_HOST}:${api.port}`,
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
    });
    expect(output).toBe("f immediately\n");
    expect(requests).toEqual(["GET"]);
    expect(proxy.connects).toHaveLength(1);
    await Promise.all([proxy.close(), api.close()]);
  });
});

test("the HTTP client is loaded by the first lookup and not before", async () => {
  const { output } = await run(`
    const loaded = () => Object.keys(require.cache).some((path) => /node_modules.axios./.test(path));
    console.log(loaded());
    const looking = sso.getGroupMappings();
    await looking;
    console.log(loaded());
  `);
  expect(output).toBe("false\ntrue\n");
});

test("an error about a secret argument shows neither its value nor similar names", async () => {
  const { output } = await run(`
    const pulumi = require("@pulumi/pulumi");
    const show = async (args) => {
      const output = sso.getGroupMappingOutput(args);
      const all = [output.promise(), output.allResources(), output.isKnown, output.isSecret];
      const [{ reason }] = await Promise.allSettled(all);
      console.log(reason.message);
    };
    await show({ displayName: pulumi.output("Admin") });
    await show({ displayName: pulumi.secret("Admin") });
    await show({ id: pulumi.secret("group-of-mine") });
  `);
  const none = "the organization of these credentials has no group mapping";
  expect(output.split("\n")).toEqual([
    expect.stringMatching(
      new RegExp(`^Cannot get group mapping "Admin": ${none} .*Did you mean "Admins"`),
    ) as string,
    `Cannot get group mapping "[secret]": ${none} with this display name. Check the name and the organization. [CSSO-1206]`,
    expect.stringContaining("[secret]") as string,
    "",
  ]);
  expect(output).not.toContain("of-mine");
});

test("a program may catch a failed lookup, and a corrected setting applies from then on", async () => {
  const { output } = await run(
    `
    const print = ({ message }) => console.log(message.split(".")[0]);
    await sso.getGroupMapping({ displayName: "Admins" }).catch(print);
    Object.assign(process.env, ${JSON.stringify(environmentOf(emulator))});
    await sso.getGroupMapping({ displayName: "Duplicates" }).catch(print);
    console.log((await sso.getGroupMapping({ displayName: "Admins" })).displayName);
    `,
    {},
  );
  expect(output).toMatch(
    /^No credentials for Confluent Cloud\nCannot get group mapping "Duplicates": 2 group mappings have this display name: group-\w+, group-\w+\nAdmins\n$/,
  );
});
