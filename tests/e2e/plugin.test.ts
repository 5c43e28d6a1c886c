import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Emulator } from "../../emulator/index";
import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { commandsIn, runCommand } from "../support/commandLine";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { until } from "../support/until";
import { type Hosts, noteHosts } from "./support/hosts";
import { Stack } from "./support/stack";

const NATIVE_TYPE = "confluent-sso:index:GroupMapping";

/** The classes that an SDK generated from schema.json declares. */
const CLASSES = `
class GroupMapping extends pulumi.CustomResource {
  constructor(name, args, opts) {
    const outputs = { principal: undefined, state: undefined, resourceName: undefined, createdAt: undefined, updatedAt: undefined };
    super("${NATIVE_TYPE}", name, { ...outputs, ...args }, opts);
  }
}
class Team extends pulumi.ComponentResource {
  constructor(name) { super("e2e:index:Team", name); }
}
class NativeProvider extends pulumi.ProviderResource {
  constructor(name, args) { super("confluent-sso", name, args); }
}
`;

/** The second key belongs to another organization. */
const CREDENTIALS = ["1", "2"].map((digit) => ({
  apiKey: `PLUGINKEY000000${digit}`,
  apiSecret: `secret-of-organization-${digit}`,
  organizationId: `${digit.repeat(8)}-1111-4111-8111-111111111111`,
}));

/** A group name that is a secret. */
const HIDDEN = "hidden-group-of-mine";

let emulator: Emulator;
let stack: Stack;
let hosts: Hosts;
let seen = 0;

beforeAll(async () => {
  emulator = await startCheckedEmulator({ credentials: CREDENTIALS });
  hosts = await noteHosts();
  stack = await Stack.start({
    program: "",
    env: { ...environmentOf(emulator), ...hosts.env },
    secrets: [...CREDENTIALS, { apiKey: HIDDEN, apiSecret: HIDDEN }],
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
  await hosts.close();
  await emulator.close();
});

/** Returns the methods of the requests since the start of the test. */
const sent = () =>
  emulator
    .requests()
    .slice(seen)
    .map(({ method }) => method);

const ids = () => emulator.mappings().map(({ id }) => id);

/** Two mappings. The first is in a component, and the second depends on it. */
const native = (filter: string, opts = "{}", before = "") => `${CLASSES}${before}
const opts = ${opts};
const admins = new GroupMapping("admins", { displayName: "Admins", filter: ${JSON.stringify(filter)} }, { ...opts, parent: new Team("team") });
new GroupMapping("others", { displayName: pulumi.interpolate\`Others of \${admins.principal}\`, filter: "others" }, opts);
`;

/** Declares the imported mapping. */
const IMPORTED = 'require("./mappings");\n';

const MOVED = `{ protect: true, aliases: [{ type: "${RESOURCE_TYPE}" }] }`;
const BACK = `{ protect: true, aliases: [{ type: "${NATIVE_TYPE}" }] }`;
const dynamic = (filter: string, opts: string, before = "") =>
  native(filter, opts, before).replaceAll("new GroupMapping", "new sso.GroupMapping");

/** Each test starts with the stack of the previous one. */
describe("the provider plugin with the real CLI, in one stack", () => {
  test("up creates the mappings, after a preview", async () => {
    await stack.setProgram(native("admins"));
    const output = await stack.previewAndUp();
    expect(output).toContain("+ 4 created");
    const stored = await stack.mappings();
    expect(stored.map(({ type, id }) => ({ type, id }))).toEqual(
      ids().map((id) => ({ type: NATIVE_TYPE, id })),
    );
    expect(stored[0]?.outputs["__provider"]).toBe(PROVIDER_REFERENCE);
    expect(sent()).toEqual(["GET", "GET", "POST", "POST"]);
  });

  test("the preview of an update shows each property, and dependent resources are unchanged", async () => {
    await stack.setProgram(native("ops"));
    const output = await stack.preview("--diff");
    expect(output).toContain('~ filter: "admins" => "ops"');
    expect(output).toContain("1 to update");
    expect(output).toContain("3 unchanged");
    expect(sent()).toEqual([]);
    await stack.up();
    expect(sent()).toEqual(["PATCH"]);
  });

  test("preview --refresh shows drift, and refresh stores it in the state", async () => {
    await somebodyAt(emulator).change(ids()[0] ?? "", { filter: "elsewhere" });
    await expect(stack.preview("--refresh", "--diff")).resolves.toContain('~ filter: "elsewhere" => "ops"');
    await stack.up("--refresh");
    expect(emulator.mappings()[0]?.filter).toBe("ops");
  });

  test("pulumi package get-schema accepts the schema", async () => {
    const output = await stack.succeed(["package", "get-schema", "./plugin/pulumi-resource-confluent-sso"]);
    expect(output).toContain(`"${NATIVE_TYPE}": {`);
  });

  test("pulumi do lists all mappings", async () => {
    const args = ["do", "--package", "./plugin/pulumi-resource-confluent-sso", "confluent-sso:GroupMapping"];
    const output = await stack.succeed([...args, "list", "--all"]);
    expect(ids().filter((id) => !output.includes(id))).toEqual([]);
    expect(sent()).toEqual(["GET"]);
  });

  /** Moves the stack, after a refresh with the current provider. No change is shown. */
  const move = async (program: string, type: string) => {
    await stack.setProgram(program);
    await expect(stack.previewAndUp("--refresh")).resolves.not.toMatch(
      /GroupMapping \S+ (?:create|update|delete|replace)/,
    );
    expect((await stack.mappings()).map((mapping) => [mapping.type, mapping.protect])).toEqual([
      [type, true],
      [type, true],
    ]);
  };

  test("moves of protected mappings, in a component and with a dependent, to the dynamic class and back write nothing", async () => {
    await move(dynamic("ops", BACK), RESOURCE_TYPE);
    await move(native("ops", MOVED), NATIVE_TYPE);
    expect(new Set(sent())).toEqual(new Set(["GET"]));
  });

  const explicit = (opts: string) => opts.replace("{ ", "{ provider, ");
  const providerArgs = () => {
    const { apiKey, apiSecret } = credentialsOf(emulator);
    return `{ cloudApiKey: pulumi.secret("${apiKey}"), cloudApiSecret: pulumi.secret("${apiSecret}"), endpoint: "${emulator.url}" }`;
  };
  const ofPlugin = () => `const provider = new NativeProvider("plugin", ${providerArgs()});`;
  const ofDynamic = () => `const provider = new sso.Provider("dynamic", ${providerArgs()});`;

  test("moves after an update and between explicit providers also write nothing", async () => {
    await stack.setProgram(native("others", explicit("{ }"), ofPlugin()));
    await stack.up();
    expect(sent()).toEqual(["PATCH"]);
    await move(dynamic("others", explicit(BACK), ofDynamic()), RESOURCE_TYPE);
    await move(native("others", explicit(MOVED), ofPlugin()), NATIVE_TYPE);
    expect(new Set(sent())).toEqual(new Set(["PATCH", "GET"]));
    expect(sent().filter((method) => method === "PATCH")).toHaveLength(1);
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
    await stack.setProgram(`${native("others", explicit("{ }"), ofPlugin())}${IMPORTED}`);
    await expect(stack.succeed([preview, "--expect-no-changes"])).resolves.toContain("6 unchanged");
  });

  test("refresh and up --refresh use a new key in the stack configuration", async () => {
    const set = (apiKey: string, apiSecret: string) =>
      stack.setConfig(
        {},
        { secret: { "confluent-sso:cloudApiKey": apiKey, "confluent-sso:cloudApiSecret": apiSecret } },
      );
    await stack.setProgram(`${native("others")}${IMPORTED}`);
    await set("OLD-KEY", "old-secret-of-plugin");
    await stack.up(); // sends nothing, and stores the old key in the state
    await expect(stack.failing(["refresh"])).resolves.toContain(
      "pulumi config set confluent-sso:cloudApiKey <key>",
    );
    const { apiKey, apiSecret } = credentialsOf(emulator);
    await set(apiKey, apiSecret);
    await stack.refresh();
    await stack.up("--refresh");
  });

  test("the dynamic class deletes mappings that the plugin created, and the plugin deletes those that were removed from the program", async () => {
    await stack.setProgram(dynamic("others", BACK.replace("protect: true, ", "")));
    await stack.up();
    expect(ids()).toHaveLength(2);
    await stack.destroy();
    expect(ids()).toEqual([]);
    expect(sent()).toEqual(["DELETE", "DELETE", "DELETE"]);
  });

  /** Mappings of both providers and of two organizations, with a secret filter. Each change of `why` replaces two of them. */
  const mixed = (why: string) => `${CLASSES}
const mapping = (name, credentials, opts) => new GroupMapping(
  name,
  { displayName: name, description: "${why}", filter: pulumi.secret("${HIDDEN}") },
  {
    ...opts,
    replaceOnChanges: ["description"],
    provider: new NativeProvider(name, {
      cloudApiKey: credentials.apiKey,
      cloudApiSecret: credentials.apiSecret, // the plugin marks it as a secret
      organizationId: credentials.organizationId,
      endpoint: "${emulator.url}",
    }),
  },
);
const [one, two] = ${JSON.stringify(CREDENTIALS)};
const first = mapping("first", one);
mapping("second", two, { deleteBeforeReplace: true });
new sso.GroupMapping("dynamic", { displayName: pulumi.interpolate\`after \${first.id}\`, filter: "dynamic" });
`;
  const [ours = "", theirs = ""] = CREDENTIALS.map(({ organizationId }) => organizationId);
  const names = (organization: string) =>
    emulator.mappings(organization).map(({ display_name }) => display_name);
  const firstId = () =>
    emulator.mappings(ours).find(({ display_name }) => display_name === "first")?.id ?? "";

  test("one program uses both providers and two organizations", async () => {
    await stack.setProgram(mixed("created"));
    await stack.up();
    expect(names(ours)).toEqual(["first", `after ${firstId()}`]);
    expect(names(theirs)).toEqual(["second"]);
  });

  test("replaceOnChanges and deleteBeforeReplace are respected, dependents are updated, and the secret filter is not shown", async () => {
    const before = firstId();
    await stack.setProgram(mixed("replaced"));
    const output = await stack.previewAndUp("--diff");
    expect(output).toContain('description: "created" => "replaced"');
    expect(output).toMatch(/filter *: \[secret\]/);
    expect(firstId()).not.toBe(before);
    expect(names(ours).sort()).toEqual([`after ${firstId()}`, "first"]);
    const writes = emulator
      .requests()
      .slice(seen)
      .filter(({ method }) => method !== "GET")
      .map(({ method, path, body }) => [
        method,
        path.split("/")[5] ?? (body as { display_name: string }).display_name,
      ]);
    const order = writes.map(([method, what]) => `${method} ${what}`);
    expect(order.map((write) => write.replace(/group-.*/, "group")).sort()).toEqual([
      "DELETE group",
      "DELETE group",
      "PATCH group",
      "POST first",
      "POST second",
    ]);
    const isOfOther = (write: string) => write.startsWith("DELETE") && !write.endsWith(before);
    expect(order.findIndex(isOfOther)).toBeLessThan(order.indexOf("POST second"));
    expect(order.indexOf("POST first")).toBeLessThan(order.indexOf(`DELETE ${before}`));
  });

  /** Begins an up that waits for a minute after its only POST was throttled. */
  const beginThrottled = async () => {
    await stack.setProgram(
      `${mixed("replaced")}new GroupMapping("late", { displayName: "late", filter: "late" });`,
    );
    emulator.addFault({
      on: { method: "POST", times: Infinity },
      do: { status: 429, headers: { "retry-after": "60" }, body: {} },
    });
    const up = stack.begin(["up"]);
    await until(() => sent().includes("POST"));
    return { up, since: Date.now() };
  };

  test("Ctrl-C ends a wait immediately, and the request is not sent again", async () => {
    const { up, since } = await beginThrottled();
    up.interrupt();
    const { code, output } = await up.ended;
    expect(code).not.toBe(0);
    expect(Date.now() - since).toBeLessThan(10_000);
    expect(output).toContain("the command was canceled before the request was sent again");
    expect(sent().filter((method) => method === "POST")).toHaveLength(1);
  });

  test("after a kill -9 of the CLI, the plugin exits within 5 s, and the request is not sent again", async () => {
    const { up } = await beginThrottled();
    const plugins = await hosts.running("provider/plugin");
    expect(plugins.length).toBeGreaterThan(0);
    up.kill();
    const killed = Date.now();
    while ((await hosts.running("provider/plugin")).length > 0) {
      expect(Date.now() - killed).toBeLessThan(5_000);
    }
    expect(sent().filter((method) => method === "POST")).toHaveLength(1);
  });
});
