import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import {
  type Answer,
  createApi,
  type EmulatorApi,
  type EmulatorCredentials,
  type GroupMapping,
} from "../../../emulator/index";

export type Bytes = string | Buffer;

/** The reply to a client: bytes, or a function that writes to the connection. */
export type Reply = Bytes | ((socket: Socket) => void);

export interface Received {
  readonly method: string;
  /** The path and query, as sent. */
  readonly url: string;
  readonly body: string;
}

/** The behavior of the server for some requests, instead of an honest response. */
export interface Attack {
  /** Returns whether the request is attacked. */
  readonly applies: (request: Received) => boolean;
  /** The number of requests to attack. */
  readonly times: number;
  /** Whether the server executes the request before it replies. */
  readonly executes: boolean;
  /** @param own the response of an honest server, if the request was executed */
  readonly reply: (own: Answer | undefined, request: Received) => Reply;
}

/** An emulator of the API that responds honestly unless it attacks. An attack can send any bytes. */
export interface HostileServer {
  readonly url: string;
  /** Returns the actual mappings of the server. */
  mappings(): GroupMapping[];
  /** All requests since the last attacks were set, in the order of arrival. */
  readonly requests: readonly Received[];
  /** The number of POSTs that have created a mapping since the last attacks were set. */
  readonly executedPosts: number;
  /** Sets the attacks. The first one that applies to a request is used. Without attacks, the server is honest. */
  attack(...attacks: Attack[]): void;
  /** Executes a request directly. */
  execute(request: Received): Promise<Answer>;
  close(): Promise<void>;
}

export async function startHostileServer(credentials: EmulatorCredentials): Promise<HostileServer> {
  let url = "";
  const api = createApi(() => url, { credentials });
  const sockets = new Set<Socket>();
  let attacks: (Attack & { left: number })[] = [];
  let requests: Received[] = [];
  let executedPosts = 0;

  async function execute(request: Received): Promise<Answer> {
    const answer = await respond(api, credentials, request);
    executedPosts += request.method === "POST" && answer.status === 201 ? 1 : 0;
    return answer;
  }

  async function replyTo(request: Received): Promise<Reply> {
    requests.push(request);
    const attack = attacks.find(({ applies, left }) => left > 0 && applies(request));
    if (attack === undefined) {
      return serialize(await execute(request));
    }
    attack.left -= 1;
    // Remove the page_token, which an attack invented.
    const url = request.url.replace(/([?&])page_token=[^&]*/, "$1");
    return attack.reply(attack.executes ? await execute({ ...request, url }) : undefined, request);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let found = parseRequest(received); found !== undefined; found = parseRequest(received)) {
        received = received.subarray(found.length);
        void replyTo(found.request).then((reply) => {
          if (typeof reply === "function") {
            reply(socket);
          } else {
            socket.write(reply);
          }
        });
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    mappings: () => api.mappings(),
    get requests() {
      return requests;
    },
    get executedPosts() {
      return executedPosts;
    },
    attack: (...next) => {
      attacks = next.map((attack) => ({ ...attack, left: attack.times }));
      requests = [];
      executedPosts = 0;
    },
    execute,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

async function respond(
  api: EmulatorApi,
  credentials: EmulatorCredentials,
  { method, url, body }: Received,
): Promise<Answer> {
  const pair = "apiKey" in credentials ? `${credentials.apiKey}:${credentials.apiSecret}` : "";
  const headers = {
    authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
    "content-type": "application/json",
  };
  const response = await api.handle({ method, url, headers, body });
  if (response.kind !== "response") {
    throw new Error("Unexpected fault of the emulator");
  }
  return response;
}

/** Returns an HTTP/1.1 response with a Content-Length. */
export function response(status: string, body: Bytes, ...headers: string[]): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status}`, `Content-Length: ${bytes.length}`, ...headers, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), bytes]);
}

function serialize({ status, headers, body }: Answer): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const date = `Date: ${new Date().toUTCString()}`;
  // A 204 has no body and no Content-Length.
  return status === 204
    ? Buffer.from(`HTTP/1.1 204 No Content\r\n${date}\r\n\r\n`)
    : response(`${status} OK`, body, date, ...lines);
}

/** Returns the first request in the bytes and its length, or undefined if it is incomplete. */
function parseRequest(bytes: Buffer): { request: Received; length: number } | undefined {
  const head = bytes.indexOf("\r\n\r\n");
  const text = bytes.subarray(0, head).toString("latin1");
  const length = head + 4 + Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0);
  if (head === -1 || bytes.length < length) {
    return undefined;
  }
  const [method = "", url = ""] = text.split(" ");
  return { request: { method, url, body: bytes.subarray(head + 4, length).toString("utf8") }, length };
}
