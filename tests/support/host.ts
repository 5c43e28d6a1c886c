import { strictEqual } from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PROVIDER_REFERENCE } from "../../sdk/dynamicProvider";
import { PRELOAD } from "./deferred";

export type Values = Record<string, unknown>;

/** The real dynamic provider host of @pulumi/pulumi, as the engine starts it, spoken to over gRPC as the engine does. */
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
  /** All that the process has printed so far, on both streams. */
  output(): string;
  close(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

export interface HostOptions {
  /** The configuration that the engine sends: the whole stack's, or an explicit provider's. */
  readonly config?: Values;
  readonly env?: Record<string, string>;
  /** Where the engine listens. Default: a port where nobody does. */
  readonly engine?: string;
}

/** What the host takes for a secret value: the engine's signature of one. */
export function secretValue(value: string): Values {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

export async function startHost({
  config = {},
  env = {},
  engine = "127.0.0.1:1",
}: HostOptions = {}): Promise<Host> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), engine], {
    env: { PATH, HOME, PULUMI_NODEJS_PROJECT: "proj", NODE_OPTIONS: `--require=${PRELOAD}`, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const lines = createInterface({ input: child.stdout });
  const [port] = await Promise.race([firstLine(lines), endOf(child)]).catch((error: unknown) => {
    child.kill();
    throw new Error(`The host did not tell its port: ${String(error)}\n${output}`);
  });
  lines.on("line", (line) => (output += `${line}\n`));
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const call = caller(client);
  await call("configure", new messages.ConfigureRequest().setArgs(struct(config)));
  return {
    async check(news, olds = {}) {
      const request = new messages.CheckRequest().setOlds(struct(olds)).setNews(withProvider(news));
      const answer = await call("check", request);
      return {
        inputs: values(answer.getInputs()),
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
        inputs: inputs === undefined ? undefined : values(inputs),
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

/** A host for as long as `use` takes. */
export async function withHost(options: HostOptions, use: (host: Host) => Promise<void>): Promise<void> {
  const host = await startHost(options);
  try {
    await use(host);
  } finally {
    await host.close();
  }
}

interface Methods {
  configure: [messages.ConfigureRequest, messages.ConfigureResponse];
  check: [messages.CheckRequest, messages.CheckResponse];
  diff: [messages.DiffRequest, messages.DiffResponse];
  create: [messages.CreateRequest, messages.CreateResponse];
  read: [messages.ReadRequest, messages.ReadResponse];
  update: [messages.UpdateRequest, messages.UpdateResponse];
  delete: [messages.DeleteRequest, unknown];
}

type Callback<Answer> = (error: ServiceError | null, answer: Answer) => void;

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

function withProvider(properties: Values): Struct {
  return struct({ ...properties, __provider: PROVIDER_REFERENCE });
}

function struct(properties: Values): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** The properties without `__provider`, which the host adds to all. */
function values(answer: Struct | undefined): Values {
  const { __provider, ...rest } = (answer?.toJavaScript() ?? {}) as Values;
  strictEqual(__provider, PROVIDER_REFERENCE);
  return rest;
}

/** How long the host may take to tell its port, in milliseconds. */
const LONGEST_START = 60_000;

function firstLine(lines: Interface): Promise<[string]> {
  return once(lines, "line", { signal: AbortSignal.timeout(LONGEST_START) }) as Promise<[string]>;
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
