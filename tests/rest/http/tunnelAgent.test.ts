import { createServer, type IncomingMessage } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { PROXY_AUTH_REQUIRED, PROXY_FAILED, PROXY_REFUSED, TunnelAgent } from "../../../provider/rest/http";

interface ProxyResult {
  /** The requests that the proxy received. */
  readonly asked: { readonly line: string; readonly authorization: string | undefined }[];
  readonly error: NodeJS.ErrnoException;
  readonly origin: string;
}

/** Sends one request to https://api.example through a proxy that handles CONNECT with the function. */
async function askThrough(
  answer: (socket: Duplex) => void,
  { authorization, timeout = 10_000 }: { authorization?: string; timeout?: number } = {},
): Promise<ProxyResult> {
  const asked: ProxyResult["asked"] = [];
  const sockets: Duplex[] = [];
  const server = createServer().on("connect", (incoming: IncomingMessage, socket: Duplex) => {
    asked.push({
      line: `${incoming.method ?? ""} ${incoming.url ?? ""}`,
      authorization: incoming.headers["proxy-authorization"],
    });
    sockets.push(socket.on("error", () => undefined));
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    const error = await errorThrough(url, timeout, authorization);
    return { asked, error, origin: url.origin };
  } finally {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => server.close(resolve));
  }
}

function errorThrough(url: URL, timeout: number, authorization?: string): Promise<NodeJS.ErrnoException> {
  const agent = new TunnelAgent({ url, authorization }, timeout, {});
  return new Promise((resolve, reject) => {
    request({ agent, host: "api.example", port: 443 }, () => {
      reject(new Error("it was answered"));
    })
      .once("error", resolve)
      .end();
  }).finally(() => {
    agent.destroy();
  }) as Promise<NodeJS.ErrnoException>;
}

test.each<[string, string]>([
  ["407 Proxy Authentication Required", PROXY_AUTH_REQUIRED],
  ["403 Forbidden", PROXY_REFUSED],
  ["502 Bad Gateway", PROXY_FAILED],
  ["429 Too Many Requests", PROXY_FAILED],
])("distinguishes a proxy that responds with %s from the API", async (status, code) => {
  const { asked, error, origin } = await askThrough((socket) => socket.end(`HTTP/1.1 ${status}\r\n\r\n`));
  expect(error).toMatchObject({ code, message: `the proxy ${origin} answered ${status}` });
  expect(asked).toEqual([{ line: "CONNECT api.example:443", authorization: undefined }]);
});

test("sends the proxy's credentials only to the proxy", async () => {
  const { asked } = await askThrough((socket) => socket.end("HTTP/1.1 407\r\n\r\n"), {
    authorization: "Basic cHJveHk=",
  });
  expect(asked).toEqual([{ line: "CONNECT api.example:443", authorization: "Basic cHJveHk=" }]);
});

test("times out if the proxy does not respond", async () => {
  const { error, origin } = await askThrough(() => undefined, { timeout: 50 });
  expect(error).toMatchObject({
    code: PROXY_FAILED,
    message: expect.stringContaining(`the proxy ${origin} cannot be used`) as string,
  });
});

test("reports a proxy that closes the connection", async () => {
  const { error, origin } = await askThrough((socket) => socket.destroy());
  expect(error).toMatchObject({
    code: PROXY_FAILED,
    message: `the proxy ${origin} cannot be used: socket hang up`,
  });
});

test("reports a proxy that is not running", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve) => server.close(resolve));
  const error = await errorThrough(url, 10_000);
  expect(error).toMatchObject({ code: PROXY_FAILED });
  expect(error.message).toContain(`the proxy ${url.origin} cannot be used: `);
  expect(error.message).toContain("ECONNREFUSED");
});

test("does not blame the proxy if the API behind it does not use TLS", async () => {
  const { error } = await askThrough((socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    // Wait for the handshake: anything before it is not part of the tunnel.
    socket.once("data", () => socket.end("no TLS at all"));
  });
  expect(error.code).not.toBe(PROXY_FAILED);
  expect(error.code).toMatch(/SSL|EPROTO|ECONNRESET/);
});
