import { strictEqual } from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PROVIDER_REFERENCE } from "../../sdk/dynamicProvider";
import { PRELOAD } from "./deferred";

export type Values = Record<string, unknown>;

/** The two ways in which the engine runs the provider: in the dynamic provider host of @pulumi/pulumi, and as a plugin. */
export const ENTRY_POINTS = ["dynamic provider", "plugin"] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];

/** A real process of the provider, started and called over gRPC as the engine does. */
export interface Host {
  check(
    news: Values,
    olds?: Values,
  ): Promise<{ inputs: Values; failures: { property: string; reason: string }[] }>;
  diff(id: string, olds: Values, news: Values): Promise<{ changes: boolean; replaces: string[] }>;
  create(properties: Values): Promise<{ id: string; properties: Values }>;
  read(
    id: string,
    properties: Values,
  ): Promise<{ id: string; properties: Values; inputs: Values | undefined }>;
  update(id: string, olds: Values, news: Values): Promise<{ properties: Values }>;
  delete(id: string, properties: Values): Promise<void>;
  /** Returns the output of the process so far, both stdout and stderr. */
  output(): string;
  close(): Promise<void>;
  /** Kills the process with SIGKILL. */
  kill(): Promise<void>;
  /** Any call, for methods that only one of the two entry points has. */
  readonly call: Caller;
  list(request: messages.ListRequest): Promise<messages.ListResponse[]>;
  readonly process: ChildProcess;
}

export interface HostOptions {
  /** @default "dynamic provider" */
  readonly entryPoint?: EntryPoint;
  /** The program to start, and its arguments before the address of the engine. Default: that of the entry point, in this checkout. */
  readonly command?: readonly [string, ...string[]];
  /** The configuration that the engine sends: of the whole stack, or of an explicit provider. For a plugin, it is converted. */
  readonly config?: Values;
  readonly env?: Record<string, string>;
  /** The address of the engine. Default: a port on which nothing listens. */
  readonly engine?: string;
}

/** Returns a secret value with the engine's signature. */
export function secretValue(value: unknown): Values {
  return { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value };
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";

export async function startHost(options: HostOptions = {}): Promise<Host> {
  const { entryPoint = "dynamic provider", config = {}, env = {}, engine = "127.0.0.1:1" } = options;
  const { PATH = "", HOME = "" } = process.env;
  const isPlugin = entryPoint === "plugin";
  const script = isPlugin
    ? join(require.resolve("pulumi-confluent-sso/package.json"), "../bin/provider/plugin/index.js")
    : require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const [program, ...args] = options.command ?? [process.execPath, script];
  const own = isPlugin ? pluginConfiguration(config) : { args: config, env: {}, name: "" };
  const preload = isPlugin ? {} : { NODE_OPTIONS: `--require=${PRELOAD}` };
  const child = spawn(program, [...args, engine], {
    env: { PATH, HOME, PULUMI_NODEJS_PROJECT: "proj", ...preload, ...own.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const lines = createInterface({ input: child.stdout });
  const [port] = await Promise.race([firstLine(lines), endOf(child)]).catch((error: unknown) => {
    child.kill();
    throw new Error(`The host did not print its port: ${String(error)}\n${output}`);
  });
  lines.on("line", (line) => (output += `${line}\n`));
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const call = caller(client);
  if (isPlugin) {
    await call("handshake", new messages.ProviderHandshakeRequest());
  }
  await call("configure", configureRequest(own.name).setArgs(struct(own.args)));
  const withProvider = (properties: Values) =>
    struct(isPlugin ? properties : { ...properties, __provider: PROVIDER_REFERENCE });
  const inputValues = isPlugin ? unwrapped : values;
  return {
    call,
    async list(request) {
      const responses: messages.ListResponse[] = [];
      for await (const response of client.list(request)) {
        responses.push(response as messages.ListResponse);
      }
      return responses;
    },
    process: child,
    async check(news, olds = {}) {
      const request = new messages.CheckRequest()
        .setOlds(struct(olds))
        .setNews(isPlugin ? struct(wrappedAsMarked(news)) : withProvider(news));
      const answer = await call("check", request);
      return {
        inputs: inputValues(answer.getInputs()),
        failures: answer
          .getFailuresList()
          .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
      };
    },
    async diff(id, olds, news) {
      const request = new messages.DiffRequest()
        .setId(id)
        .setOlds(withProvider(olds))
        .setNews(withProvider(news));
      const answer = await call("diff", request);
      return {
        changes: answer.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
        replaces: answer.getReplacesList(),
      };
    },
    async create(properties) {
      const answer = await call(
        "create",
        new messages.CreateRequest().setProperties(withProvider(properties)),
      );
      return { id: answer.getId(), properties: values(answer.getProperties()) };
    },
    async read(id, properties) {
      const answer = await call(
        "read",
        new messages.ReadRequest().setId(id).setProperties(withProvider(properties)),
      );
      const inputs = answer.getInputs();
      return {
        id: answer.getId(),
        properties: values(answer.getProperties()),
        inputs: inputs === undefined ? undefined : inputValues(inputs),
      };
    },
    async update(id, olds, news) {
      const request = new messages.UpdateRequest()
        .setId(id)
        .setOlds(withProvider(olds))
        .setNews(withProvider(news));
      return { properties: values((await call("update", request)).getProperties()) };
    },
    async delete(id, properties) {
      await call("delete", new messages.DeleteRequest().setId(id).setProperties(withProvider(properties)));
    },
    output: () => output,
    close: () => end(child, client, "SIGTERM"),
    kill: () => end(child, client, "SIGKILL"),
  };
}

/** Runs `use` with a host, and stops the host afterward. */
export async function withHost(options: HostOptions, use: (host: Host) => Promise<void>): Promise<void> {
  const host = await startHost(options);
  try {
    await use(host);
  } finally {
    await host.close();
  }
}

/** Converts the configuration of a dynamic provider to the one that the engine passes to a plugin. */
function pluginConfiguration(config: Values): { args: Values; env: Record<string, string>; name: string } {
  const { "confluent-sso:explicitProvider": mark, ...settings } = config;
  const args: Values = Object.fromEntries(
    Object.entries(settings).map(([key, value]): [string, unknown] => [key.split(":").at(-1) ?? "", value]),
  );
  return mark === undefined
    ? {
        args,
        env: Object.keys(args).length === 0 ? {} : { PULUMI_CONFIG: JSON.stringify(unwrapped(struct(args))) },
        name: "default_0_1_0",
      }
    : { args, env: { PULUMI_CONFIG: '{"cloudApiKey":"KEY-OF-THE-STACK"}' }, name: "europe" };
}

/** The class of the dynamic provider passes the names of secret arguments, and the engine wraps their values for a plugin. */
function wrappedAsMarked({ __secretInputs: names = [], ...news }: Values): Values {
  const isMarked = (name: string) => (names as readonly string[]).includes(name);
  return Object.fromEntries(
    Object.entries(news).map(([name, value]) => [name, isMarked(name) ? secretValue(value) : value]),
  );
}

function unwrapped(answer: Struct | undefined): Values {
  const isWrapped = (value: unknown): value is { value: unknown } =>
    typeof value === "object" && value !== null && SIGNATURE in value;
  return Object.fromEntries(
    Object.entries(plainValues(answer)).map(([name, value]) => [
      name,
      isWrapped(value) ? value.value : value,
    ]),
  );
}

/** The request for a provider resource of this name. */
export function configureRequest(name = "default_0_1_0"): messages.ConfigureRequest {
  const urn = `urn:pulumi:dev::proj::pulumi:providers:confluent-sso::${name}`;
  return new messages.ConfigureRequest().setName(name).setUrn(urn);
}

interface Methods {
  handshake: [messages.ProviderHandshakeRequest, messages.ProviderHandshakeResponse];
  getSchema: [messages.GetSchemaRequest, messages.GetSchemaResponse];
  getPluginInfo: [Empty, PluginInfo];
  checkConfig: [messages.CheckRequest, messages.CheckResponse];
  diffConfig: [messages.DiffRequest, messages.DiffResponse];
  invoke: [messages.InvokeRequest, messages.InvokeResponse];
  cancel: [Empty, unknown];
  attach: [PluginAttach, unknown];
  parameterize: [messages.ParameterizeRequest, unknown];
  configure: [messages.ConfigureRequest, messages.ConfigureResponse];
  check: [messages.CheckRequest, messages.CheckResponse];
  diff: [messages.DiffRequest, messages.DiffResponse];
  create: [messages.CreateRequest, messages.CreateResponse];
  read: [messages.ReadRequest, messages.ReadResponse];
  update: [messages.UpdateRequest, messages.UpdateResponse];
  delete: [messages.DeleteRequest, unknown];
}

type Callback<Answer> = (error: ServiceError | null, answer: Answer) => void;

export type Caller = ReturnType<typeof caller>;

function caller(client: ResourceProviderClient) {
  return <Name extends keyof Methods>(name: Name, request: Methods[Name][0]): Promise<Methods[Name][1]> =>
    new Promise((resolve, reject) => {
      const method = client[name].bind(client) as unknown as (
        request: Methods[Name][0],
        callback: Callback<Methods[Name][1]>,
      ) => void;
      method(request, (error, answer) => {
        if (error === null) {
          resolve(answer);
        } else {
          reject(error);
        }
      });
    });
}

export function struct(properties: Values): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

export function plainValues(answer: Struct | undefined): Values {
  return answer?.toJavaScript() ?? {};
}

/** Returns the properties without `__provider`, which the dynamic host adds to all, and the plugin to outputs. */
function values(answer: Struct | undefined): Values {
  const { __provider, ...rest } = plainValues(answer);
  if (answer !== undefined) {
    strictEqual(__provider, PROVIDER_REFERENCE);
  }
  return rest;
}

/** The maximum time until the host prints its port, in milliseconds. */
const MAX_START_MS = 60_000;

function firstLine(lines: Interface): Promise<[string]> {
  return once(lines, "line", { signal: AbortSignal.timeout(MAX_START_MS) }) as Promise<[string]>;
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  throw new Error(`it ended with ${code ?? signal ?? "nothing"}`);
}

async function end(
  child: ChildProcess,
  client: ResourceProviderClient,
  signal: NodeJS.Signals,
): Promise<void> {
  client.close();
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
}
