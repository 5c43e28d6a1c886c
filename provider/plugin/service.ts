import { setMaxListeners } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type * as Grpc from "@grpc/grpc-js";
import type { Empty as EmptyMessage } from "google-protobuf/google/protobuf/empty_pb";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { attachEngine } from "../engineLog";
import { providerErrorFrom } from "../errors";
import { loadFromPulumi } from "../pulumiDependencies";
import { withLimits } from "../rest/operationLimits";
import { checkConfig, configure, diffConfig } from "./configuration";
import { invoke, list } from "./functions";
import { Plugin } from "./plugin";
import { check, create, diff, read, remove, update } from "./resource";

const { status } = loadFromPulumi("@grpc/grpc-js") as typeof Grpc;
const { Empty } = loadFromPulumi("google-protobuf/google/protobuf/empty_pb.js") as {
  Empty: typeof EmptyMessage;
};

/**
 * Returns the methods of the protocol. A method that is missing here returns UNIMPLEMENTED: the package has no parameters, no
 * components, and no resource methods.
 */
export function createService(): { methods: Grpc.UntypedServiceImplementation; cancel: () => void } {
  const plugin = new Plugin();
  let cancellation = createCancellation();
  const cancel = () => {
    cancellation.abort();
  };
  const run = <Request, Response>(
    method: (plugin: Plugin, request: Request) => Response | Promise<Response>,
    request: Request,
  ) => withLimits(timeoutMsIn(request), cancellation.signal, async () => method(plugin, request));
  const unary =
    <Request, Response>(method: (plugin: Plugin, request: Request) => Response | Promise<Response>) =>
    ({ request }: Grpc.ServerUnaryCall<Request, Response>, callback: Grpc.sendUnaryData<Response>): void => {
      run(method, request).then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(failure(error));
        },
      );
    };
  const methods = {
    handshake: unary(handshake),
    attach: unary((_plugin, request: PluginAttach) => {
      attachEngine(request.getAddress());
      // The engine of the last run has called Cancel at its end.
      cancellation = createCancellation();
      return new Empty();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(plugin.version)),
    getSchema: unary(() => new messages.GetSchemaResponse().setSchema(readSchema())),
    checkConfig: unary(checkConfig),
    diffConfig: unary(diffConfig),
    configure: unary(configure),
    check: unary(check),
    diff: unary(diff),
    create: unary(create),
    read: unary(read),
    update: unary(update),
    delete: unary(async (_plugin, request: messages.DeleteRequest) => {
      await remove(plugin, request);
      return new Empty();
    }),
    invoke: unary(invoke),
    list: (call: Grpc.ServerWritableStream<messages.ListRequest, messages.ListResponse>) => {
      run(list, call.request).then(
        (responses) => {
          responses.forEach((response) => call.write(response));
          call.end();
        },
        (error: unknown) => call.emit("error", failure(error)),
      );
    },
    cancel: unary(() => {
      cancel();
      return new Empty();
    }),
  };
  return { methods, cancel };
}

/** What Cancel aborts. The engine also calls Cancel at each normal end, when no operation runs. */
function createCancellation(): AbortController {
  const cancellation = new AbortController();
  setMaxListeners(0, cancellation.signal); // each waiting request adds one
  return cancellation;
}

/** Returns the timeout from the resource option customTimeouts. Earlier versions of the protocol have none for a read. */
function timeoutMsIn(request: unknown): number {
  return request !== null && typeof request === "object" && "getTimeout" in request
    ? (request as messages.CreateRequest).getTimeout() * 1_000
    : 0;
}

/** An engine that calls Handshake ignores what the response of Configure says about secrets. */
function handshake(): messages.ProviderHandshakeResponse {
  return new messages.ProviderHandshakeResponse().setAcceptSecrets(true);
}

/** Returns schema.json, which `npm run docs` generates. */
function readSchema(): string {
  return readFileSync(
    join(dirname(require.resolve("pulumi-confluent-sso/package.json")), "schema.json"),
    "utf8",
  );
}

/** Returns the error of a call. The engine shows its message under the resource. */
function failure(error: unknown): Partial<Grpc.StatusObject> {
  return { code: status.UNKNOWN, details: providerErrorFrom(error).message };
}
