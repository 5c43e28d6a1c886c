import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";

/** A message to the engine. Severity 2 is a warning. */
export interface LogMessage {
  readonly severity: number;
  readonly message: string;
  readonly ephemeral: boolean;
}

/** The part of the engine that receives the messages of a provider. */
export interface Engine {
  readonly address: string;
  readonly messages: readonly LogMessage[];
  close(): void;
}

export async function startEngine(): Promise<Engine> {
  const messages: LogMessage[] = [];
  const server = new Server();
  server.addService(EngineService, {
    log: ({ request }: ServerUnaryCall<LogRequest, Empty>, callback: sendUnaryData<Empty>) => {
      messages.push({
        severity: request.getSeverity(),
        message: request.getMessage(),
        ephemeral: request.getEphemeral(),
      });
      callback(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    messages,
    close: () => {
      server.forceShutdown();
    },
  };
}
