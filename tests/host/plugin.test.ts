import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import type { Emulator } from "../../emulator/index";
import { PROVIDER_REFERENCE } from "../../sdk/dynamicProvider";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { credentialsOf, environmentOf, secretOf } from "../support/emulatorEnvironment";
import {
  configureRequest,
  type Host,
  type HostOptions,
  plainValues,
  secretValue,
  startHost,
  struct,
  type Values,
  withHost,
} from "../support/host";
import { expectClean } from "../support/secrets";
import { until } from "../support/until";
import { startEngine } from "./support/engine";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const INPUTS = { displayName: "Admins", description: "", filter: '"admins" in groups' };
const TYPE = "confluent-sso:index:GroupMapping";
const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;

let emulator: Emulator;
let plugin: Host;

const start = (options: HostOptions = {}) =>
  startHost({ entryPoint: "plugin", env: environmentOf(emulator), ...options });

const withPlugin = (options: HostOptions, use: (host: Host) => Promise<void>) =>
  withHost({ entryPoint: "plugin", env: environmentOf(emulator), ...options }, use);

beforeAll(async () => {
  emulator = await startCheckedEmulator();
  plugin = await start();
});

afterEach(() => emulator.reset());

afterAll(async () => {
  await plugin.close();
  expectClean(plugin.output(), credentialsOf(emulator).apiKey, secretOf(emulator));
  expect(plugin.output()).toBe("");
  await emulator.close();
});

const sent = () => emulator.requests().map(({ method }) => method);

const textOfPackage = async (file: string) =>
  readFile(join(require.resolve("pulumi-confluent-sso/package.json"), "..", file), "utf8");

describe("the plugin's description of itself", () => {
  test("says in the responses to Handshake and Configure that it accepts secrets", async () => {
    const handshake = await plugin.call("handshake", new messages.ProviderHandshakeRequest());
    expect(handshake.toObject()).toEqual({
      acceptSecrets: true,
      acceptResources: false,
      acceptOutputs: false,
      supportsAutonamingConfiguration: false,
    });
    const configured = await plugin.call("configure", new messages.ConfigureRequest());
    expect(configured.toObject()).toMatchObject({ acceptsecrets: true, supportspreview: true });
  });

  test("has the version and the schema.json of the package", async () => {
    const { version } = JSON.parse(await textOfPackage("package.json")) as { version: string };
    const info = await plugin.call("getPluginInfo", new Empty());
    expect(info.getVersion()).toBe(version);
    const schema = (await plugin.call("getSchema", new messages.GetSchemaRequest())).getSchema();
    expect(schema).toBe(await textOfPackage("schema.json"));
    expect(JSON.parse(schema)).toMatchObject({ name: "confluent-sso", version });
  });

  test("returns UNIMPLEMENTED for a method that it does not have", async () => {
    await expect(plugin.call("parameterize", new messages.ParameterizeRequest())).rejects.toMatchObject({
      code: 12,
    });
  });

  test("loads no HTTP client before the first operation, and never Pulumi's SDK", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plugin-modules-"));
    const preload = join(folder, "list.cjs");
    await writeFile(
      preload,
      'process.on("SIGUSR2", () => console.error(JSON.stringify(Object.keys(require.cache)) + "END"));',
    );
    const env = { ...environmentOf(emulator), NODE_OPTIONS: `--require=${preload}` };
    await withPlugin({ env }, async (host) => {
      /** Returns the packages that are loaded, with the folder for @pulumi/pulumi. */
      const packages = async () => {
        const before = host.output().length;
        host.process.kill("SIGUSR2");
        await until(() => host.output().slice(before).endsWith("END\n"));
        const files = JSON.parse(host.output().slice(before).replace("END", "")) as string[];
        const names = files.map(
          (file) => /node_modules\/(@pulumi\/pulumi\/\w+|(?:@[^/]+\/)?[^/]+)/.exec(file)?.[1],
        );
        return [...new Set(names)].filter((name) => name !== undefined);
      };
      const ofGrpc = ["@grpc/", "@protobufjs/", "@js-sdsl/", "protobufjs", "lodash.camelcase", "long"];
      const others = (await packages()).filter((name) => !ofGrpc.some((prefix) => name.startsWith(prefix)));
      expect(others.sort()).toEqual(["@pulumi/pulumi/proto", "fastest-levenshtein", "google-protobuf"]);
      await host.create(INPUTS);
      const all = await packages();
      expect(all).toContain("axios");
      expect(all.filter((name) => name.startsWith("@pulumi"))).toEqual(["@pulumi/pulumi/proto"]);
    });
    await rm(folder, { recursive: true });
  });
});

describe("configuration", () => {
  const checkConfig = async (host: Host, args: Values, name = "europe") => {
    const urn = `urn:pulumi:dev::proj::pulumi:providers:confluent-sso::${name}`;
    const request = new messages.CheckRequest().setUrn(urn).setName(name).setNews(struct(args));
    const response = await host.call("checkConfig", request);
    const failures = response.getFailuresList().map((failure) => failure.toObject());
    return { inputs: plainValues(response.getInputs()), failures };
  };
  const withSecrets = (args: Values) =>
    Object.fromEntries(
      Object.entries(args).map(([name, value]) =>
        ["cloudApiSecret", "oauth"].includes(name) ? [name, secretValue(value)] : [name, value],
      ),
    );
  const failing = (reason: string) => [{ property: "", reason: expect.stringContaining(reason) as string }];

  test("CheckConfig returns the arguments with the secrets marked, and nothing from the environment", async () => {
    const args = { cloudApiKey: "KEY", cloudApiSecret: "secret-of-args", maxRetries: "3", version: "0.1.0" };
    await expect(checkConfig(plugin, args)).resolves.toEqual({ inputs: withSecrets(args), failures: [] });
    await expect(checkConfig(plugin, {}, "default_0_1_0")).resolves.toEqual({ inputs: {}, failures: [] });
    expect(sent()).toEqual([]);
  });

  test.each<[string, Values, string]>([
    ["no credentials, although the environment has some", {}, "An explicit Provider reads nothing from"],
    [
      "incomplete credentials",
      { cloudApiKey: "KEY" },
      "Incomplete credentials: the argument cloudApiKey of the Provider",
    ],
    [
      "a wrong value",
      { cloudApiKey: "KEY", cloudApiSecret: "secret-of-args", duplicates: "never" },
      'the argument duplicates of the Provider is "never"; it must be refuse or allow',
    ],
    [
      "a misspelled name",
      { cloudApiKey: "KEY", cloudApiSecret: "secret-of-args", everyon: "deny" },
      "everyon is not an argument of the Provider. Did you mean matchAllFilters?",
    ],
    [
      "half of oauth, as JSON",
      { oauth: '{"oauthIdentityPoolId":"pool-a"}' },
      "the argument oauth.oauthIdentityPoolId of the Provider is set, but oauth.oauthExternalTokenUrl",
    ],
  ])("CheckConfig of a Provider fails without a property: %s", async (_what, args, reason) => {
    await expect(checkConfig(plugin, args)).resolves.toEqual({
      inputs: withSecrets(args),
      failures: failing(reason),
    });
  });

  test("CheckConfig checks only the names of unknown arguments", async () => {
    const args = { cloudApiKey: UNKNOWN, duplicates: "never" };
    await expect(checkConfig(plugin, args)).resolves.toEqual({ inputs: args, failures: [] });
    const { failures } = await checkConfig(plugin, { ...args, everyon: "deny" });
    expect(failures).toEqual(failing("everyon is not an argument of the Provider."));
  });

  test("CheckConfig does not show a secret that is in the wrong place", async () => {
    const { failures } = await checkConfig(plugin, { duplicates: secretValue("misplaced-secret") });
    expect(failures).toEqual(failing('is "[secret]"; it must be refuse or allow'));
  });

  test.each<[string, boolean]>([
    ["default", false],
    ["default_0_1_0", false],
    ["default_0_1_0_dev_1555435978_gb7030aa4", false],
    ["default_example.com/plugins", false],
    ["default_eu", true],
    ["defaults", true],
  ])("a Provider named %s is one of the program: %s", async (name, isExplicit) => {
    const urn = `urn:pulumi:dev::proj::pulumi:providers:confluent-sso::${name}`;
    for (const request of [
      new messages.CheckRequest().setUrn(urn).setName(name),
      new messages.CheckRequest().setUrn(urn),
    ]) {
      const response = await plugin.call("checkConfig", request.setNews(struct({})));
      expect(response.getFailuresList()).toHaveLength(isExplicit ? 1 : 0);
    }
  });

  test("a key without effect is a warning, also if the engine passes options for logs before its address", async () => {
    const engine = await startEngine();
    const script = join(
      require.resolve("pulumi-confluent-sso/package.json"),
      "../bin/provider/plugin/index.js",
    );
    const command = [process.execPath, script, "--logtostderr", "-v=3"] as const;
    const env = { ...environmentOf(emulator), PULUMI_CONFIG: '{"color":"blue"}' };
    await withPlugin({ command, env, engine: engine.address }, async (host) => {
      await host.create(INPUTS);
      expect(engine.messages.filter(({ ephemeral }) => !ephemeral)).toEqual([
        expect.objectContaining({
          message:
            "The stack configuration has confluent-sso:color, which is not a setting and has no effect here.",
        }),
      ]);
      expect(host.output()).toBe("");
    });
    engine.close();
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      "no credentials",
      {},
      ["pulumi config set confluent-sso:cloudApiKey <key>", "--secret confluent-sso:cloudApiSecret"],
    ],
    [
      "incomplete credentials in the stack configuration",
      { PULUMI_CONFIG: '{"cloudApiKey":"KEY"}' },
      ["the stack configuration confluent-sso:cloudApiKey is set, but confluent-sso:cloudApiSecret is not"],
    ],
    [
      "a misspelled key",
      { PULUMI_CONFIG: '{"maxRetrie":"1"}' },
      ["The stack configuration has confluent-sso:maxRetrie", "Did you mean confluent-sso:maxRetries?"],
    ],
  ])("CheckConfig of the stack configuration names the plugin's keys: %s", async (_what, env, parts) => {
    await withPlugin({ env }, async (host) => {
      const { failures } = await checkConfig(host, {}, "default");
      expect(failures).toHaveLength(1);
      for (const part of parts) {
        expect(failures[0]?.reason).toContain(part);
      }
      expect(failures[0]?.reason).not.toContain("pulumi-nodejs");
      expect(failures[0]?.reason).not.toContain("confluentcloud");
    });
  });

  test("a preview that sends nothing needs no credentials", async () => {
    await withPlugin({ env: { CONFLUENT_SSO_PREVIEW_CHECKS: "offline" } }, async (host) => {
      await expect(checkConfig(host, {}, "default")).resolves.toEqual({ inputs: {}, failures: [] });
    });
  });

  test.each<[string, HostOptions, "used" | "not used"]>([
    ["a Provider alone", { config: { "confluent-sso:explicitProvider": "true" } }, "not used"],
    [
      "the stack configuration before the environment",
      { config: { "confluent-sso:cloudApiKey": "OTHER", "confluent-sso:cloudApiSecret": "other-secret" } },
      "not used",
    ],
    [
      "the environment for settings that the stack configuration lacks",
      { config: { "confluent-sso:duplicates": "allow" } },
      "used",
    ],
    ["the current stack configuration, not the one in the state", { config: {} }, "used"],
  ])("sources: %s", async (_what, options, environment) => {
    await withPlugin(options, async (host) => {
      const created = await host.create(INPUTS).then(
        () => "used",
        () => "not used",
      );
      expect(created).toBe(environment);
    });
  });

  test("a Provider in a component is explicit regardless of its name, and the arguments of the default provider are used without PULUMI_CONFIG", async () => {
    await withPlugin({ env: {} }, async (host) => {
      const { apiKey, apiSecret } = credentialsOf(emulator);
      const args = { cloudApiKey: apiKey, cloudApiSecret: secretValue(apiSecret), endpoint: emulator.url };
      for (const type of ["pulumi:providers:confluent-sso", "my:index:Team$pulumi:providers:confluent-sso"]) {
        const request = new messages.ConfigureRequest()
          .setUrn(`urn:pulumi:dev::proj::${type}::default`)
          .setName("default")
          .setArgs(struct(args));
        await host.call("configure", request);
        await host.create({ ...INPUTS, displayName: type });
      }
      expect(emulator.mappings()).toHaveLength(2);
    });
  });

  test.each<[string, Values, Values, number]>([
    [
      "nothing differs",
      { cloudApiKey: "A", oauth: { a: ["b"] } },
      { oauth: { a: ["b"] }, cloudApiKey: "A" },
      DIFF_NONE,
    ],
    ["an argument is added", {}, { organizationId: "a" }, DIFF_SOME],
    ["an argument is corrected", { organizationId: "a" }, { organizationId: "b" }, DIFF_SOME],
    ["an argument is removed", { organizationId: "a" }, {}, DIFF_SOME],
    ["an argument is unknown", { cloudApiKey: UNKNOWN }, { cloudApiKey: UNKNOWN }, DIFF_SOME],
    [
      "the old arguments are those of the dynamic provider",
      { "confluentcloud:cloudApiSecret": "secret-of-the-other", "confluent-sso:explicitProvider": "true" },
      {},
      DIFF_SOME,
    ],
  ])("DiffConfig never replaces the provider if %s", async (_what, olds, news, changes) => {
    const request = new messages.DiffRequest().setOlds(struct(olds)).setNews(struct(news));
    const response = await plugin.call("diffConfig", request);
    expect(response.getChanges()).toBe(changes);
    expect(response.getReplacesList()).toEqual([]);
  });

  test("DiffConfig does not fail without arguments", async () => {
    const response = await plugin.call("diffConfig", new messages.DiffRequest());
    expect(response.getChanges()).toBe(DIFF_NONE);
  });
});

describe("previews", () => {
  test("a creation sends nothing, and its outputs are unknown", async () => {
    const request = new messages.CreateRequest().setPreview(true).setProperties(struct(INPUTS));
    const response = await plugin.call("create", request);
    expect(response.getId()).toBe("");
    const { __provider, ...outputs } = plainValues(response.getProperties());
    expect(__provider).toBe(PROVIDER_REFERENCE);
    const names = ["principal", "state", "resourceName", "createdAt", "updatedAt"];
    expect(outputs).toEqual({ ...INPUTS, ...Object.fromEntries(names.map((name) => [name, UNKNOWN])) });
    expect(sent()).toEqual([]);
  });

  test.each([
    ["group-a", "group-a"],
    [UNKNOWN, ""],
  ])("the id of an adoption is known if adoptId is: %s", async (adoptId, id) => {
    const request = new messages.CreateRequest().setPreview(true);
    const response = await plugin.call("create", request.setProperties(struct({ ...INPUTS, adoptId })));
    expect(response.getId()).toBe(id);
  });

  test("an update sends nothing, and only its time becomes unknown; without a change, nothing does", async () => {
    const { id, properties } = await plugin.create(INPUTS);
    const preview = async (news: Values) => {
      const request = new messages.UpdateRequest().setId(id).setPreview(true);
      const response = await plugin.call("update", request.setOlds(struct(properties)).setNews(struct(news)));
      return plainValues(response.getProperties());
    };
    await expect(preview({ ...INPUTS, filter: UNKNOWN })).resolves.toEqual({
      ...properties,
      filter: UNKNOWN,
      updatedAt: UNKNOWN,
      __provider: PROVIDER_REFERENCE,
    });
    await expect(preview(INPUTS)).resolves.toEqual({ ...properties, __provider: PROVIDER_REFERENCE });
    expect(sent().filter((method) => method !== "GET")).toEqual(["POST"]);
  });

  test("Diff names each input that changes and is not ignored, and nothing else", async () => {
    const state = { ...INPUTS, principal: "group-a", __provider: "of an earlier version" };
    const diff = async (news: Values, ignored: string[] = []) => {
      const request = new messages.DiffRequest().setId("group-a").setIgnorechangesList(ignored);
      const response = await plugin.call("diff", request.setOlds(struct(state)).setNews(struct(news)));
      expect(response.getHasdetaileddiff()).toBe(true);
      expect([response.getReplacesList(), response.getDeletebeforereplace()]).toEqual([[], false]);
      const names: unknown[] = [];
      response.getDetaileddiffMap().forEach((property, name) => names.push([name, property.getKind()]));
      return { changes: response.getChanges(), names };
    };
    const { UPDATE } = messages.PropertyDiff.Kind;
    await expect(diff(INPUTS)).resolves.toEqual({ changes: DIFF_NONE, names: [] });
    const news = { ...INPUTS, displayName: UNKNOWN, filter: "ops" };
    await expect(diff(news)).resolves.toEqual({
      changes: DIFF_SOME,
      names: [
        ["displayName", UPDATE],
        ["filter", UPDATE],
      ],
    });
    await expect(diff(news, ["displayName"])).resolves.toEqual({
      changes: DIFF_SOME,
      names: [["filter", UPDATE]],
    });
    await expect(diff(news, ["displayName", "filter"])).resolves.toEqual({ changes: DIFF_NONE, names: [] });
    await expect(diff(news, ["*"])).resolves.toEqual({ changes: DIFF_NONE, names: [] });
  });

  test("an update does not change what is ignored, even if the API has stored another value than the input", async () => {
    const { id, properties } = await plugin.create(INPUTS);
    const request = new messages.UpdateRequest().setId(id).setIgnorechangesList(["filter"]);
    const olds = struct({ ...properties, filter: "as stored" });
    const news = struct({ ...INPUTS, filter: "as declared", description: "new" });
    const response = await plugin.call("update", request.setOlds(olds).setNews(news));
    expect(plainValues(response.getProperties())).toMatchObject({ description: "new" });
    expect(emulator.mappings()).toMatchObject([{ description: "new", filter: INPUTS.filter }]);
  });
});

test("an import by id returns all inputs except an empty description, and fails if the id does not exist", async () => {
  const id = await somebodyAt(emulator).create({ display_name: "Console", filter: "console" });
  const read = async (wanted: string) =>
    plugin.call("read", new messages.ReadRequest().setId(wanted).setType(TYPE));
  const response = await read(id);
  expect(plainValues(response.getInputs())).toEqual({ displayName: "Console", filter: "console" });
  expect(plainValues(response.getProperties())).toMatchObject({
    ...{ displayName: "Console", description: "", principal: id },
    __provider: PROVIDER_REFERENCE,
  });
  await expect(read("group-zzz")).rejects.toThrow(
    "Cannot get group mapping group-zzz: the organization of these credentials has no group mapping with this id.",
  );
  await expect(read("no id")).rejects.toThrow("is not the id of a group mapping");
});

test("a resource of another type is rejected", async () => {
  const request = new messages.CheckRequest()
    .setType("confluent-sso:index:GroupMaping")
    .setNews(struct(INPUTS));
  await expect(plugin.call("check", request)).rejects.toThrow(`Its resource is ${TYPE}.`);
});

describe("a mapping that was declared by the dynamic class", () => {
  test("moves without a change and back: the outputs of all operations refer to the dynamic provider", async () => {
    const { id, properties } = await plugin.create(INPUTS);
    const state = { ...properties, __provider: PROVIDER_REFERENCE };
    await expect(plugin.check(INPUTS, { ...INPUTS, __provider: PROVIDER_REFERENCE })).resolves.toEqual({
      inputs: INPUTS,
      failures: [],
    });
    await expect(plugin.diff(id, state, INPUTS)).resolves.toMatchObject({ changes: false });
    // The driver requires __provider in the outputs of create, read, and update.
    await plugin.update(id, state, { ...INPUTS, filter: "ops" });
    await plugin.read(id, state);
    expect(sent().filter((method) => method !== "GET")).toEqual(["POST", "PATCH"]);
  });
});

describe("lists and functions", () => {
  const list = async (options: { limit?: number; size?: number; token?: string; type?: string } = {}) => {
    const request = new messages.ListRequest()
      .setToken(options.type ?? TYPE)
      .setLimit(options.limit ?? 0)
      .setPageSize(options.size ?? 0)
      .setContinuationToken(options.token ?? "");
    const responses = await plugin.list(request);
    const results = responses.flatMap((response) => response.getResult()?.toObject() ?? []);
    const next = responses.map((response) => response.getContinuation()?.getContinuationToken()).at(-1);
    return { ids: results.map(({ id }) => id), names: results.map(({ name }) => name), next };
  };
  const createMany = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        somebodyAt(emulator).create({ display_name: `M${n}`, filter: `g${n}` }),
      ),
    );

  test("List reads one page per call: 1,000 mappings are 10 requests", async () => {
    const created = await createMany(1_000);
    const before = sent().length;
    const ids: string[] = [];
    let token: string | undefined = "";
    while (token !== undefined) {
      const page = await list({ token });
      ids.push(...page.ids);
      token = page.next;
    }
    expect(ids.sort()).toEqual(created.sort());
    expect(sent().slice(before)).toEqual(Array<string>(10).fill("GET"));
  });

  test("List honors Limit and PageSize", async () => {
    await createMany(7);
    const first = await list({ size: 3 });
    expect(first.names).toHaveLength(3);
    const second = await list({ size: 3, token: first.next ?? "" });
    expect(second.ids.filter((id) => first.ids.includes(id))).toEqual([]);
    await expect(list({ limit: 2, size: 3 })).resolves.toMatchObject({ ids: { length: 2 } });
    await expect(list({ limit: -1, size: -1 })).resolves.toMatchObject({ ids: { length: 7 } });
    await expect(list({ limit: 7 })).resolves.toMatchObject({ ids: { length: 7 }, next: undefined });
    await expect(list({ type: "confluent-sso:index:Other" })).rejects.toThrow(
      "is not a resource of this package",
    );
  });

  const invoke = async (name: string, args: Values) => {
    const request = new messages.InvokeRequest().setTok(`confluent-sso:index:${name}`).setArgs(struct(args));
    const response = await plugin.call("invoke", request);
    return {
      result: plainValues(response.getReturn()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  };

  test("getGroupMapping finds a mapping by its id or display name, and getGroupMappings finds all", async () => {
    const [first = "", second = ""] = await createMany(2);
    const found = { id: first, displayName: "M0", filter: "g0", roleBindingPrincipal: `User:${first}` };
    const failures: string[] = [];
    await expect(invoke("getGroupMapping", { id: first })).resolves.toMatchObject({
      result: found,
      failures,
    });
    await expect(invoke("getGroupMapping", { displayName: "M0" })).resolves.toMatchObject({ result: found });
    await expect(invoke("getGroupMappings", {})).resolves.toMatchObject({
      result: { groupMappings: [{ id: first }, { id: second }] },
    });
    await expect(invoke("getGroupMappings", { displayName: "M1" })).resolves.toMatchObject({
      result: { groupMappings: [{ id: second }] },
    });
    await expect(invoke("getGroupMapping", { displayName: "M9" })).rejects.toThrow(
      'Cannot get group mapping "M9": the organization of these credentials has no group mapping with this display name.',
    );
  });

  test("the result of a secret argument is a secret", async () => {
    await createMany(1);
    const { result } = await invoke("getGroupMapping", { displayName: secretValue("M0") });
    expect(result["displayName"]).toEqual(secretValue("M0"));
  });

  test.each<[string, Values, string]>([
    ["getGroupMapping", {}, "getGroupMapping needs either an id"],
    ["getGroupMapping", { id: "group-a", displayName: "A" }, "getGroupMapping needs either an id"],
    ["getGroupMapping", { name: "A" }, "getGroupMapping needs either an id"],
    ["getGroupMapping", { id: "" }, "getGroupMapping needs either an id"],
    ["getGroupMappings", { id: "group-a" }, "getGroupMappings has one argument, displayName"],
    ["getGroupMappings", { displayName: 7 }, "getGroupMappings has one argument, displayName"],
    ["getMappings", {}, "is not a function of this package"],
  ])("%s with %j fails and sends nothing", async (name, args, reason) => {
    const { failures } = await invoke(name, args);
    expect(failures).toEqual([expect.stringContaining(reason)]);
    expect(sent()).toEqual([]);
  });
});

test("outputs that are secret inputs are secrets in every operation, and no error shows them", async () => {
  const secret = {
    displayName: secretValue("name-of-mine"),
    description: "",
    filter: secretValue("group-of-mine"),
  };
  const created = await plugin.call("create", new messages.CreateRequest().setProperties(struct(secret)));
  const state = created.getProperties();
  const id = created.getId();
  expect(plainValues(state)).toMatchObject({ ...secret, principal: id });
  const read = await plugin.call("read", new messages.ReadRequest().setId(id).setProperties(state));
  expect(plainValues(read.getProperties())).toMatchObject(secret);
  expect(plainValues(read.getInputs())).toEqual(secret);
  const update = new messages.UpdateRequest().setId(id).setOlds(state);
  const news = struct({ ...secret, description: secretValue("why-of-mine") });
  for (const preview of [true, false]) {
    const updated = await plugin.call("update", update.setNews(news).setPreview(preview));
    expect(plainValues(updated.getProperties())).toMatchObject({ description: secretValue("why-of-mine") });
  }
  emulator.addFault({ on: { times: Infinity }, do: { status: 400, body: { message: "no group-of-mine" } } });
  for (const failing of [
    plugin.call("delete", new messages.DeleteRequest().setId(id).setProperties(state)),
    plugin.call("read", new messages.ReadRequest().setId(id).setProperties(state)),
  ]) {
    const error = await failing.then(fail, String);
    expect(error).toContain("[secret]");
    expect(error).not.toContain("of-mine");
  }
});

describe("waits", () => {
  const throttle = (seconds: number) => {
    emulator.addFault({
      on: { times: Infinity },
      do: { status: 429, headers: { "retry-after": String(seconds) }, body: {} },
    });
  };
  const createRequest = (timeout = 0) =>
    new messages.CreateRequest().setProperties(struct(INPUTS)).setTimeout(timeout);

  test("customTimeouts end the attempts of only their own operation", async () => {
    await withPlugin({}, async (host) => {
      const { id, properties } = await host.create(INPUTS);
      emulator.addFault({
        on: { method: "PATCH", times: 4 },
        do: { status: 503, body: {} },
      });
      const update = new messages.UpdateRequest().setId(id).setOlds(struct(properties));
      const news = struct({ ...INPUTS, filter: "others" });
      const started = Date.now();
      await expect(host.call("update", update.setNews(news).setTimeout(0.5))).rejects.toThrow("503");
      expect(Date.now() - started).toBeLessThan(3_000);
      await host.update(id, properties, { ...INPUTS, filter: "others" });
    });
  });

  test("customTimeouts end the wait for the rate limit that another operation has reached", async () => {
    await withPlugin({}, async (host) => {
      const { id, properties } = await host.create(INPUTS);
      throttle(60);
      void host.call("create", createRequest()).catch(() => undefined);
      await until(() => emulator.requests().length === 3);
      const update = new messages.UpdateRequest().setId(id).setOlds(struct(properties)).setTimeout(0.5);
      const started = Date.now();
      await expect(
        host.call("update", update.setNews(struct({ ...INPUTS, filter: "others" }))),
      ).rejects.toThrow("the timeout (resource option customTimeouts) expired before the request was sent");
      expect(Date.now() - started).toBeLessThan(3_000);
      expect(sent()).not.toContain("PATCH");
      await host.call("cancel", new Empty());
    });
  });

  test("Cancel ends a wait within a second, before anything is sent again; another Cancel is silent", async () => {
    await withPlugin({}, async (host) => {
      throttle(60);
      const created = host.call("create", createRequest()).then(fail, String);
      await until(() => emulator.requests().length === 1);
      await host.call("cancel", new Empty());
      const started = Date.now();
      await expect(created).resolves.toContain("the command was canceled before the request was sent again");
      expect(Date.now() - started).toBeLessThan(1_000);
      await host.call("cancel", new Empty());
      expect(emulator.mappings()).toEqual([]);
    });
  });

  test("Cancel ends the wait for the response to a request that changes nothing", async () => {
    await withPlugin({}, async (host) => {
      emulator.addFault({ on: { method: "GET", times: Infinity }, do: { delayMs: 60_000 } });
      const created = host.create(INPUTS).then(fail, String);
      await until(() => emulator.requests().length === 1);
      await host.call("cancel", new Empty());
      const started = Date.now();
      await expect(created).resolves.toContain("the command was canceled before the response arrived");
      expect(Date.now() - started).toBeLessThan(1_000);
      expect(sent()).toEqual(["GET"]);
    });
  });

  test("Cancel does not end a write that was sent, or the search for its mapping", async () => {
    await withPlugin({}, async (host) => {
      emulator.addFault({ on: { method: "POST" }, do: "lost answer" });
      const created = host.create(INPUTS);
      await until(() => emulator.mappings().length === 1);
      await host.call("cancel", new Empty());
      await expect(created).resolves.toMatchObject({ id: emulator.mappings()[0]?.id });
    });
  });
});

test("a host that can run plugins from folders runs the folder `plugin`", async () => {
  await expect(textOfPackage("plugin/PulumiPlugin.yaml")).resolves.toBe("runtime: nodejs\n");
  const root = dirname(require.resolve("pulumi-confluent-sso/package.json"));
  const script = require.resolve("@pulumi/pulumi/cmd/run-plugin"); // which the language host starts
  const command = [process.execPath, script, join(root, "plugin")] as const;
  await withPlugin({ command }, async (host) => {
    const schema = await host.call("getSchema", new messages.GetSchemaRequest());
    expect(schema.getSchema()).toBe(await textOfPackage("schema.json"));
    await host.create(INPUTS);
    expect(sent()).toEqual(["GET", "POST"]);
    expect(host.output()).toBe("");
  });
});

describe("the end of the engine", () => {
  const exitOf = async (child: ChildProcess) => {
    const [code] = (await once(child, "exit", { signal: AbortSignal.timeout(5_000) })) as [number | null];
    return code;
  };

  test("makes the plugin exit within 5 s when stdin closes, even while an operation waits", async () => {
    const [idle, busy] = [await start(), await start()];
    emulator.addFault({ on: { times: Infinity }, do: { delayMs: 60_000 } });
    void busy.create(INPUTS).catch(() => undefined);
    await until(() => emulator.requests().length === 1);
    const ends = [idle, busy].map(({ process }) => exitOf(process));
    idle.process.stdin?.end();
    busy.process.stdin?.end();
    await expect(Promise.all(ends)).resolves.toEqual([0, 0]);
    await Promise.all([idle.close(), busy.close()]);
  });

  test("is not detected by a stdin that is not a pipe", async () => {
    const script = join(
      require.resolve("pulumi-confluent-sso/package.json"),
      "../bin/provider/plugin/index.js",
    );
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(child.exitCode).toBeNull();
    child.kill();
    await once(child, "exit");
  });

  test("a process that a debugger has started serves one engine after the other", async () => {
    await withPlugin({}, async (host) => {
      const adoptId = await somebodyAt(emulator).create({ display_name: "Admins", filter: "old" });
      const { id, properties } = await host.create({ ...INPUTS, adoptId });
      await host.call("cancel", new Empty());
      await host.call("attach", new PluginAttach().setAddress("127.0.0.1:1"));
      await host.call("configure", configureRequest());
      await host.delete(id, properties);
      expect(emulator.mappings()).toEqual([]);
    });
  });

  test("Attach sets the engine that receives the messages", async () => {
    const engine = await startEngine();
    await withPlugin({}, async (host) => {
      await host.call("attach", new PluginAttach().setAddress(engine.address));
      await host.check({ ...INPUTS, filter: "true" });
      expect(engine.messages).toEqual([expect.objectContaining({ severity: 2 })]);
    });
    engine.close();
  });
});

function fail(): never {
  throw new Error("The call succeeded");
}
