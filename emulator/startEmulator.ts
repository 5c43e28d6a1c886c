import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { createApi, type EmulatorApi, type EmulatorResponse } from "./api";
import type { ApiOptions } from "./options";

export interface EmulatorOptions extends ApiOptions {
  /** The TCP port on 127.0.0.1. Default: 0, any free port. */
  readonly port?: number;
}

/** An emulator that listens on a port. */
export interface Emulator extends Omit<EmulatorApi, "handle"> {
  /** The endpoint for a client, for example `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Closes all connections immediately and releases the data file. Can be called repeatedly. */
  readonly close: () => Promise<void>;
}

/**
 * Starts an emulator of `/iam/v2/sso/group-mappings` and `/org/v2/organizations` on 127.0.0.1.
 *
 * It follows the published OpenAPI document of the API, except for known differences in the live API: 403 for an id that
 * does not exist, links with another host, and the error message for a null description.
 *
 * @throws {Error} If the data file or the port cannot be used, for example because another emulator uses it.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  let url = "";
  const { handle, ...api } = createApi(() => url, options);
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    receive(request, response, handle);
  });
  try {
    await once(server.listen(options.port ?? 0, "127.0.0.1"), "listening");
  } catch (error) {
    await api.close();
    throw error;
  }
  const { address, port } = server.address() as AddressInfo;
  url = `http://${address}:${port}`;
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const stopped = promisify(server.close.bind(server))();
    server.closeAllConnections();
    await stopped;
    await api.close();
  };
  return { ...api, url, close: () => (closed ??= close()) };
}

/** Handles a request in its `end` event, so that no request starts after `close`. */
function receive(request: IncomingMessage, response: ServerResponse, handle: EmulatorApi["handle"]): void {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => {
    body += chunk;
  });
  request.on("end", () => {
    const { method = "", url = "" } = request;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value = ""]) => [name, [value].flat().join(", ")]),
    );
    handle({ method, url, headers, body }).then(
      (outcome) => {
        send(outcome, request, response);
      },
      () => request.socket.destroy(),
    );
  });
}

function send(outcome: EmulatorResponse, { socket }: IncomingMessage, response: ServerResponse): void {
  switch (outcome.kind) {
    case "reset":
      socket.resetAndDestroy();
      return;
    case "lost answer":
      socket.destroy();
      return;
    case "response":
      response.writeHead(outcome.status, outcome.headers).end(outcome.body === "" ? undefined : outcome.body);
  }
}
