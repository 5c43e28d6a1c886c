import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A server that answers every request with bytes of the test's choice, however wrong they are. */
export interface RawServer {
  readonly url: string;
  /** `POST /iam/v2/…`: the requests in short, as they stood on the wire. */
  readonly requests: readonly string[];
  /** What the next requests get: the bytes, or whoever writes them. */
  answerWith(answer: Bytes | ((socket: Socket) => void)): void;
  close(): Promise<void>;
}

export type Bytes = string | Buffer;

export async function startRawServer(): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let answer: Bytes | ((socket: Socket) => void) = "";
  const server = createServer((socket) => {
    sockets.add(socket);
    let received = "";
    socket.on("error", () => socket.destroy());
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      received += chunk;
      for (let end = endOfRequest(received); end !== undefined; end = endOfRequest(received)) {
        requests.push(received.slice(0, received.indexOf(" HTTP/1.1")));
        received = received.slice(end);
        if (typeof answer === "function") {
          answer(socket);
        } else {
          socket.write(answer);
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith: (given) => {
      answer = given;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

/** An answer of HTTP/1.1 with its length. */
export function answer(status: string, body: Bytes, ...headers: string[]): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status}`, `Content-Length: ${bytes.length}`, ...headers, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), bytes]);
}

function endOfRequest(received: string): number | undefined {
  const head = received.indexOf("\r\n\r\n");
  const length = Number(/^content-length: (\d+)/im.exec(received.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return head === -1 || received.length < end ? undefined : end;
}
