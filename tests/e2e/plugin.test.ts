import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Emulator } from "../../emulator/index";
import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { commandsIn, runCommand } from "../support/commandLine";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const NATIVE_TYPE = "confluent-sso:index:GroupMapping";

/** What an SDK that is generated from schema.json declares. */
const CLASSES = `
class GroupMapping extends pulumi.CustomResource {
  constructor(name, args, opts) {
    const outputs = { principal: undefined, state: undefined, resourceName: undefined, createdAt: undefined, updatedAt: undefined };
    super("${NATIVE_TYPE}", name, { ...outputs, ...args }, opts);
  }
}
class NativeProvider extends pulumi.ProviderResource {
  constructor(name, args) { super("confluent-sso", name, args); }
}
`;

let emulator: Emulator;
let stack: Stack;
let seen = 0;

beforeAll(async () => {
  emulator = await startCheckedEmulator();
  stack = await Stack.start({
    program: "",
    env: environmentOf(emulator),
    secrets: [credentialsOf(emulator)],
  });
  const script = join(
    dirname(require.resolve("pulumi-confluent-sso/package.json")),
    "bin/provider/plugin/index.js",
  );
  const executable = join(stack.folder, "plugin/pulumi-resource-confluent-sso");
  await mkdir(dirname(executable));
  await writeFile(executable, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`, { mode: 0o755 });
  const project = {
    name: "e2e",
    runtime: { name: "nodejs", options: { typescript: false } },
    plugins: { providers: [{ name: "confluent-sso", path: "plugin" }] },
  };
  await writeFile(join(stack.folder, "Pulumi.yaml"), JSON.stringify(project));
});

beforeEach(() => {
  seen = emulator.requests().length;
});

afterAll(async () => {
  await stack.close();
  await emulator.close();
});

/** The methods of the requests since the test began. */
const sent = () =>
  emulator
    .requests()
    .slice(seen)
    .map(({ method }) => method);

const ids = () => emulator.mappings().map(({ id }) => id);

/** Two mappings. The second depends on the first. */
const native = (filter: string, opts = "{}", before = "") => `${CLASSES}${before}
const admins = new GroupMapping("admins", { displayName: "Admins", filter: ${JSON.stringify(filter)} }, ${opts});
new GroupMapping("others", { displayName: pulumi.interpolate\`Others of \${admins.principal}\`, filter: "others" }, ${opts});
`;

const MOVED = `{ aliases: [{ type: "${RESOURCE_TYPE}" }] }`;
const BACK = `{ aliases: [{ type: "${NATIVE_TYPE}" }] }`;
const dynamic = (opts: string, before = "") =>
  native("ops", opts, before).replaceAll("new GroupMapping", "new sso.GroupMapping");

/** Each test starts with the stack that the one before has left. */
describe("the provider plugin, with the real CLI, one after the other in one stack", () => {
  test("up creates, with a preview before", async () => {
    await stack.setProgram(native("admins"));
    const output = await stack.previewAndUp();
    expect(output).toContain("+ 3 created");
    const stored = await stack.mappings();
    expect(stored.map(({ type, id }) => ({ type, id }))).toEqual(
      ids().map((id) => ({ type: NATIVE_TYPE, id })),
    );
    expect(stored[0]?.outputs["__provider"]).toBe(PROVIDER_REFERENCE);
    expect(sent()).toEqual(["GET", "GET", "POST", "POST"]);
  });

  test("an update is previewed property by property, and what depends on it stays as it is", async () => {
    await stack.setProgram(native("ops"));
    const output = await stack.preview("--diff");
    expect(output).toContain('~ filter: "admins" => "ops"');
    expect(output).toContain("1 to update");
    expect(output).toContain("2 unchanged");
    expect(sent()).toEqual([]);
    await stack.up();
    expect(sent()).toEqual(["PATCH"]);
  });

  test("drift is shown as it is, and refresh takes it over", async () => {
    await somebodyAt(emulator).change(ids()[0] ?? "", { filter: "elsewhere" });
    await expect(stack.preview("--refresh", "--diff")).resolves.toContain('~ filter: "elsewhere" => "ops"');
    await stack.up("--refresh");
    expect(emulator.mappings()[0]?.filter).toBe("ops");
  });

  test("pulumi do lists all mappings", async () => {
    const args = ["do", "--package", "./plugin/pulumi-resource-confluent-sso", "confluent-sso:GroupMapping"];
    const output = await stack.succeed([...args, "list", "--all"]);
    expect(ids().filter((id) => !output.includes(id))).toEqual([]);
    expect(sent()).toEqual(["GET"]);
  });

  test("import --native writes a program and prints commands, after which a preview shows no changes", async () => {
    const id = await somebodyAt(emulator).create({ display_name: "Console", filter: '"console" in groups' });
    const { stdout } = await runCommand(["import", "--native", "--id", id], {
      folder: stack.folder,
      env: environmentOf(emulator),
    });
    const [importIt = "", preview = ""] = commandsIn(stdout).map((command) => command.replace("pulumi ", ""));
    await stack.succeed(importIt.split(" "));
    const written = await readFile(join(stack.folder, "mappings.ts"), "utf8");
    const { outputText } = ts.transpileModule(written, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    });
    await writeFile(join(stack.folder, "mappings.js"), outputText);
    await stack.setProgram(`${native("ops")}\nrequire("./mappings");`);
    await expect(stack.succeed([preview, "--expect-no-changes"])).resolves.toContain("4 unchanged");
  });

  /** Moves the stack there: nothing is shown as a change, nothing is written, and the state can be read afterwards. */
  const move = async (program: string, type: string) => {
    await stack.setProgram(program);
    await expect(stack.previewAndUp()).resolves.not.toMatch(
      /GroupMapping \S+ (?:create|update|delete|replace)/,
    );
    await stack.refresh();
    expect((await stack.mappings()).map((mapping) => mapping.type)).toEqual([type, type]);
  };

  test("moves to the dynamic class and back write nothing, whichever was first and whatever was updated in between", async () => {
    const before = ids();
    await stack.setProgram(native("ops"));
    await stack.up(); // without the imported mapping
    await move(dynamic(BACK), RESOURCE_TYPE);
    await move(native("ops", MOVED), NATIVE_TYPE);
    expect(new Set(sent())).toEqual(new Set(["DELETE", "GET"]));
    await stack.setProgram(native("others", MOVED));
    await stack.up();
    expect(ids()).toEqual(before.slice(0, 2));
  });

  test("moves between explicit providers, with the key in neither the output nor the state", async () => {
    const { apiKey, apiSecret } = credentialsOf(emulator);
    const args = `{ cloudApiKey: pulumi.secret("${apiKey}"), cloudApiSecret: pulumi.secret("${apiSecret}"), endpoint: "${emulator.url}" }`;
    const [ofPlugin, ofDynamic] = [
      `const provider = new NativeProvider("plugin", ${args});`,
      `const provider = new sso.Provider("dynamic", ${args});`,
    ];
    const withProvider = (opts: string) => opts.replace("{ ", "{ provider, ");
    await move(native("others", withProvider("{ }"), ofPlugin), NATIVE_TYPE);
    await move(dynamic(withProvider(BACK), ofDynamic).replaceAll('"ops"', '"others"'), RESOURCE_TYPE);
    await move(native("others", withProvider(MOVED), ofPlugin), NATIVE_TYPE);
    expect(new Set(sent())).toEqual(new Set(["GET"]));
  });

  test("a new key in the stack configuration counts in a refresh, too", async () => {
    const set = (apiKey: string, apiSecret: string) =>
      stack.setConfig(
        {},
        { secret: { "confluent-sso:cloudApiKey": apiKey, "confluent-sso:cloudApiSecret": apiSecret } },
      );
    await stack.setProgram(native("others"));
    await set("OLD-KEY", "old-secret-of-plugin");
    await stack.up(); // sends nothing, and stores the old key in the state
    await expect(stack.failing(["refresh"])).resolves.toContain(
      "pulumi config set confluent-sso:cloudApiKey <key>",
    );
    const { apiKey, apiSecret } = credentialsOf(emulator);
    await set(apiKey, apiSecret);
    await stack.refresh();
  });

  test("destroy deletes what the plugin has created", async () => {
    await stack.destroy();
    expect(ids()).toEqual([]);
  });
});
