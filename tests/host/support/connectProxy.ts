import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { SERVER_CERTIFICATE } from "./certificates";

/** A request for a tunnel. */
export interface Connect {
  /** `api.confluent.test:443`. */
  readonly authority: string;
  /** The value of Proxy-Authorization, decoded. */
  readonly credentials: string | undefined;
}

/** A proxy that opens tunnels to this machine for any host name. */
export interface ConnectProxy {
  readonly port: number;
  readonly connects: readonly Connect[];
  /** Returns everything that the proxy could read: the head of every request, and the traffic in the tunnels. */
  heard(): string;
  /** Replies to the next `times` tunnel requests with this text and closes the connection. Default: all requests. */
  answerWith(text: string, times?: number): void;
  /** Sends no more responses. */
  fallSilent(): void;
  close(): Promise<void>;
}

export async function startConnectProxy({ overTls = false } = {}): Promise<ConnectProxy> {
  const connects: Connect[] = [];
  const sockets = new Set<Duplex>();
  const heard: Buffer[] = [];
  let refusal = { text: "", times: 0 };
  let isSilent = false;
  const hear = (request: IncomingMessage) => {
    heard.push(Buffer.from([request.method, request.url, ...request.rawHeaders].join("\n")));
  };
  const server = overTls ? createTlsServer(SERVER_CERTIFICATE) : createServer();
  server.on("connection", (socket: Duplex) => sockets.add(socket));
  server.on("request", (request: IncomingMessage) => {
    hear(request);
    request.socket.destroy();
  });
  server.on("connect", (request: IncomingMessage, socket: Duplex) => {
    hear(request);
    const authority = request.url ?? "";
    const [, encoded] = /^Basic (.+)$/.exec(request.headers["proxy-authorization"] ?? "") ?? [];
    const credentials = encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString();
    connects.push({ authority, credentials });
    if (isSilent) {
      return;
    }
    if (refusal.times > 0) {
      refusal.times -= 1;
      socket.end(refusal.text);
      return;
    }
    const behind = connect(Number(authority.split(":").pop()), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.on("data", (chunk: Buffer) => heard.push(chunk));
      behind.on("data", (chunk: Buffer) => heard.push(chunk));
      behind.pipe(socket).pipe(behind);
    });
    behind.on("error", () => socket.destroy());
    socket.on("error", () => behind.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    connects,
    heard: () => Buffer.concat(heard).toString("latin1"),
    answerWith: (text, times = Infinity) => {
      refusal = { text, times };
    },
    fallSilent: () => {
      isSilent = true;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
