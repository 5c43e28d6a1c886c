import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer, type TlsOptions } from "node:tls";
import { SERVER_CERTIFICATE } from "./certificates";

export interface TlsServer {
  readonly port: number;
  /** Returns the number of connections, including failed ones. */
  connections(): number;
  close(): Promise<void>;
}

/**
 * Starts a server that terminates TLS and forwards the traffic to a port of this machine.
 *
 * @param target the port, or undefined to close the connection instead of the handshake
 */
export async function startTlsServer(
  target: number | undefined,
  options: TlsOptions = {},
): Promise<TlsServer> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ ...SERVER_CERTIFICATE, ...options }, (socket) => {
    if (target !== undefined) {
      const behind = connect(target, "127.0.0.1");
      behind.pipe(socket).pipe(behind);
      behind.on("error", () => socket.destroy());
      socket.on("error", () => behind.destroy());
    }
  });
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    if (target === undefined) {
      socket.destroy();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
