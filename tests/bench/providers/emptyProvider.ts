import {
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";

/**
 * The process to compare with: a provider plugin that uses the same libraries as ours, and does nothing. Every resource is
 * accepted as it is, without a request.
 */
const service: UntypedServiceImplementation = {
  handshake: unary(() => new messages.ProviderHandshakeResponse()),
  getPluginInfo: unary(() => new PluginInfo().setVersion("1.0.0")),
  checkConfig: unary((request: messages.CheckRequest) =>
    new messages.CheckResponse().setInputs(request.getNews()),
  ),
  diffConfig: unary(() => new messages.DiffResponse()),
  configure: unary(() => new messages.ConfigureResponse().setSupportspreview(true)),
  check: unary((request: messages.CheckRequest) => new messages.CheckResponse().setInputs(request.getNews())),
  diff: unary(() => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE)),
  create: unary((request: messages.CreateRequest) =>
    new messages.CreateResponse().setId("empty").setProperties(request.getProperties()),
  ),
  read: unary((request: messages.ReadRequest) =>
    new messages.ReadResponse()
      .setId(request.getId())
      .setProperties(request.getProperties())
      .setInputs(request.getInputs()),
  ),
  delete: unary(() => new Empty()),
  cancel: unary(() => new Empty()),
};

function unary<Request, Response>(method: (request: Request) => Response) {
  return ({ request }: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    callback(null, method(request));
  };
}

const server = new Server();
server.addService(ResourceProviderService, service);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  console.log(port);
});
