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

/** What a client gets: the bytes, or whatever a function writes to its connection. */
export type Reply = Bytes | ((socket: Socket) => void);

export interface Received {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly url: string;
  readonly body: string;
}

/** What the server does to requests in place of responding to them. */
export interface Attack {
  /** Whether the request is attacked. */
  readonly applies: (request: Received) => boolean;
  /** How many requests are attacked. */
  readonly times: number;
  /** Whether the server executes the request before it replies. */
  readonly executes: boolean;
  /** @param own the response of an honest server, if the request was executed */
  readonly reply: (own: Answer | undefined, request: Received) => Reply;
}

/** An emulator of the API that responds honestly until it attacks: with any bytes, however wrong they are. */
export interface HostileServer {
  readonly url: string;
  /** What the server really holds. */
  mappings(): GroupMapping[];
  /** All requests since the last attacks were set, in the order of arrival. */
  readonly requests: readonly Received[];
  /** How many POSTs have created a mapping since the last attacks were set. */
  readonly executedPosts: number;
  /** Sets the attacks. The first that applies to a request is used. None: the server is honest. */
  attack(...attacks: Attack[]): void;
  /** Executes a request that comes from nobody. */
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
    // A page_token is one that an attack has made up.
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
    throw new Error("The emulator was not asked to fail");
  }
  return response;
}

/** A response of HTTP/1.1 with its length. */
export function response(status: string, body: Bytes, ...headers: string[]): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status}`, `Content-Length: ${bytes.length}`, ...headers, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), bytes]);
}

function serialize({ status, headers, body }: Answer): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const date = `Date: ${new Date().toUTCString()}`;
  // A 204 has no body and no length.
  return status === 204
    ? Buffer.from(`HTTP/1.1 204 No Content\r\n${date}\r\n\r\n`)
    : response(`${status} OK`, body, date, ...lines);
}

/** Returns the first request in the bytes, and how many of them it takes; undefined if it is not whole yet. */
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
