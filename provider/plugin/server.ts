import { fstatSync } from "node:fs";
import type * as Grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { loadFromPulumi } from "../pulumiDependencies";
import { createService } from "./service";

/** Maximum time that operations may continue after the engine has exited, in milliseconds. */
const MAX_GRACE_MS = 4_000;

/** Serves the engine on a local port, and prints the port as the first line on stdout. */
export async function startServer(): Promise<void> {
  const { Server, ServerCredentials } = loadFromPulumi("@grpc/grpc-js") as typeof Grpc;
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  const { methods, cancel } = createService();
  server.addService(ResourceProviderService, methods);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  // Nobody waits for the exit code, and open connections would keep the process alive.
  whenEngineIsGone(() => {
    cancel();
    setTimeout(() => process.exit(), MAX_GRACE_MS);
    server.tryShutdown(() => process.exit());
  });
  console.log(port);
}

/** Detects the end of the engine, even by kill -9: the engine starts the plugin with a pipe as its stdin, which then closes. */
function whenEngineIsGone(callback: () => void): void {
  const stdin = fstatSync(0);
  if (stdin.isFIFO() || stdin.isSocket()) {
    process.stdin.once("close", callback).resume();
  }
}
