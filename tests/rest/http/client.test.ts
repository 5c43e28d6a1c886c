import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { gzipSync } from "node:zlib";
import type { RequestContext } from "../../../provider/errors";
import {
  Client,
  ConnectionError,
  type HttpRequest,
  InvalidResponseError,
  NOT_CONNECTED,
  PROXY_REFUSED,
} from "../../../provider/rest/http";
import { type OAuthCredentials, VERSION } from "../../../provider/config";
import { COLLECTION_PATH } from "../../../provider/wire";
import { startTlsServer } from "../../host/support/tlsServer";
import { failureOf } from "../../support/failureOf";
import { connectionError, scriptedApi, SETTINGS } from "../../support/scriptedApi";

const action: RequestContext = { verb: "create", displayName: "Admins" };
const GET: HttpRequest = { method: "GET", path: COLLECTION_PATH, action: { verb: "list" } };
const POST: HttpRequest = {
  method: "POST",
  path: COLLECTION_PATH,
  body: { display_name: "Ä", description: "", filter: "x" },
  action,
};
const OAUTH: OAuthCredentials = {
  oauth: { external: { accessToken: "given" }, identityPoolId: "pool-abc", lifetime: 900 },
  source: SETTINGS.credentials.source,
};
const OUTCOME_UNKNOWN = "It is unknown whether the API carried out the request";

const servers: Server[] = [];

/** A server on this machine, and a client for it. */
async function serve(listener: RequestListener): Promise<{ client: Client; url: string }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: new Client({ ...SETTINGS, endpoint: url }), url };
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((closed) => {
    server.close(() => {
      closed();
    });
    server.closeAllConnections();
  });
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(stop));
});

describe("the client and intermediaries", () => {
  test("uses no proxy over http, because the proxy would see the credentials", async () => {
    const heard: string[] = [];
    const { url: proxy } = await serve((request, response) => {
      heard.push(request.url ?? "");
      response.end();
    });
    process.env["HTTP_PROXY"] = process.env["http_proxy"] = proxy;
    try {
      const { client } = await serve((_request, response) => response.end("{}"));
      await expect(client.send(GET)).resolves.toMatchObject({ status: 200, body: "{}" });
    } finally {
      delete process.env["HTTP_PROXY"];
      delete process.env["http_proxy"];
    }
    expect(heard).toEqual([]);
  });

  test("reads a compressed body without a Content-Encoding", async () => {
    const { client } = await serve((_request, response) => response.end(gzipSync('{"data": "ä"}')));
    await expect(client.send(GET)).resolves.toMatchObject({ body: '{"data": "ä"}' });
  });

  test("times out if a response never ends, even if data keeps arriving", async () => {
    const { url } = await serve((_request, response) => {
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => {
        clearInterval(drip);
      });
    });
    const limits = { ...SETTINGS.limits, requestTimeout: 100 };
    const client = new Client({ ...SETTINGS, endpoint: url, limits });
    const error = await failureOf(client.send(POST));
    expect(error).toMatchObject({ code: "ETIMEDOUT" });
    expect(error.message).toContain("no complete response within 0.1 s");
    expect(error.message).toContain(OUTCOME_UNKNOWN);
  });
});

describe("the client if no request can have been sent", () => {
  /** Sends a POST to an endpoint that cannot be reached. */
  async function failureAt(endpoint: string): Promise<ConnectionError> {
    const error = await failureOf(new Client({ ...SETTINGS, endpoint }).send(POST));
    if (!(error instanceof ConnectionError)) {
      throw error;
    }
    expect(error.message).not.toContain(OUTCOME_UNKNOWN);
    return error;
  }

  test("reports that nothing listens on the port", async () => {
    const { url } = await serve(() => undefined);
    await Promise.all(servers.splice(0).map(stop));
    expect((await failureAt(url)).code).toBe("ECONNREFUSED");
  });

  test("reports that a certificate was rejected", async () => {
    const server = await startTlsServer(1);
    const { message } = await failureAt(`https://localhost:${server.port}`);
    expect(message).toContain("NODE_EXTRA_CA_CERTS");
    await server.close();
  });

  test("reports that there was no handshake", async () => {
    const server = await startTlsServer(undefined);
    expect((await failureAt(`https://localhost:${server.port}`)).code).toBe(NOT_CONNECTED);
    await server.close();
  });

  test("reports that the proxy rejected the connection", async () => {
    const { url } = await serve(() => undefined);
    servers[0]?.on("connect", (_request, socket: Duplex) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
    process.env["HTTPS_PROXY"] = url;
    try {
      const error = await failureAt("https://api.example");
      expect(error.code).toBe(PROXY_REFUSED);
      expect(error.message).toContain(url);
    } finally {
      delete process.env["HTTPS_PROXY"];
    }
  });
});

describe("the client over a socket", () => {
  test("identifies itself, authenticates, and requests JSON", async () => {
    const received: IncomingMessage[] = [];
    const { client } = await serve((request, response) => {
      received.push(request);
      response.end("{}");
    });
    await client.send(GET);
    const { url } = await serve((request, response) => {
      received.push(request);
      response.end("{}");
    });
    await new Client({ ...SETTINGS, endpoint: url, userAgentSuffix: "team-sso/1.4 (nightly)" }).send(GET);
    const { apiKey, apiSecret } = SETTINGS.credentials;
    expect(received[0]?.headers).toMatchObject({
      "user-agent": expect.stringMatching(
        new RegExp(`^pulumi-confluent-sso/${VERSION.replaceAll(".", "\\.")} \\([^()]+\\)$`),
      ) as string,
      authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`,
      accept: "application/json",
    });
    expect(received[0]?.headers).not.toHaveProperty("content-type");
    expect(received[1]?.headers["user-agent"]).toBe(
      `${received[0]?.headers["user-agent"] ?? ""} team-sso/1.4 (nightly)`,
    );
  });

  test("sends a body as JSON, and returns the response unchanged", async () => {
    let sent = "";
    const { client } = await serve((request, response) => {
      request.setEncoding("utf8").on("data", (chunk: string) => (sent += chunk));
      request.on("end", () => {
        const headers = { Location: "/x", "X-Request-Id": "r-1", Warning: ["one", "two"] };
        response.writeHead(418, "I'm a teapot", headers).end('{"b": 1.0 }');
        expect(request.headers["content-type"]).toBe("application/json");
      });
    });
    const answer = await client.send(POST);
    expect(JSON.parse(sent)).toEqual(POST.body);
    expect(answer).toMatchObject({ status: 418, statusText: "I'm a teapot", body: '{"b": 1.0 }' });
    expect(answer.header("LOCATION")).toBe("/x");
    expect(answer.header("x-request-id")).toBe("r-1");
    expect(answer.header("warning")).toBe("one, two");
    expect(answer.header("etag")).toBeUndefined();
  });

  test("sends a form to a token URL unchanged, including its query, and without the API key", async () => {
    const received: { url: string | undefined; headers: IncomingMessage["headers"]; body: string }[] = [];
    const { url } = await serve((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        received.push({ url: request.url, headers: request.headers, body });
        response.end("{}");
      });
    });
    const settings = { ...SETTINGS, credentials: OAUTH, endpoint: `${url}/tenant/token?policy=a%2Fb` };
    const form = { client_secret: "a&b=c+d e", grant_type: "client_credentials" };
    await new Client(settings).send({ ...POST, path: "", body: undefined, form });
    expect(received).toEqual([
      {
        url: "/tenant/token?policy=a%2Fb",
        headers: expect.objectContaining({
          "content-type": "application/x-www-form-urlencoded",
          accept: "application/json",
        }) as unknown,
        body: "client_secret=a%26b%3Dc%2Bd+e&grant_type=client_credentials",
      },
    ]);
    expect(received[0]?.headers).not.toHaveProperty("authorization");
  });

  test("sends a token only with the request that has one", async () => {
    const received: IncomingMessage["headers"][] = [];
    const { url } = await serve((request, response) => {
      received.push(request.headers);
      response.end("{}");
    });
    const client = new Client({ ...SETTINGS, credentials: OAUTH, endpoint: url });
    await client.send({ ...GET, bearer: "token-1" });
    await client.send(GET);
    expect(received.map(({ authorization }) => authorization)).toEqual(["Bearer token-1", undefined]);
  });

  test("reuses one connection for consecutive requests", async () => {
    const ports = new Set<number | undefined>();
    const { client } = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("{}");
    });
    for (let count = 0; count < 5; count += 1) {
      await client.send(GET);
    }
    expect(ports.size).toBe(1);
  });

  test("follows no redirect", async () => {
    const elsewhere = jest.fn();
    const { url } = await serve((_request, response) => {
      elsewhere();
      response.end();
    });
    const { client } = await serve((_request, response) => {
      response.writeHead(307, { Location: url }).end();
    });
    expect((await client.send(GET)).status).toBe(307);
    expect(elsewhere).not.toHaveBeenCalled();
  });

  test("keeps the path of the endpoint", async () => {
    const paths: (string | undefined)[] = [];
    const { url } = await serve((request, response) => {
      paths.push(request.url);
      response.end();
    });
    const client = new Client({ ...SETTINGS, endpoint: `${url}/gateway` });
    await client.send({ ...GET, query: { page_size: "100", page_token: "a/b=&c" } });
    expect(paths).toHaveLength(1);
    const sent = new URL(paths[0] ?? "", url);
    expect(sent.pathname).toBe(`/gateway${COLLECTION_PATH}`);
    expect(Object.fromEntries(sent.searchParams)).toEqual({ page_size: "100", page_token: "a/b=&c" });
  });

  test("rejects a response of more than 10 MB", async () => {
    const chunk = "x".repeat(1024 * 1024);
    const { client } = await serve((_request, response) => {
      for (let megabytes = 0; megabytes < 11; megabytes += 1) {
        response.write(chunk);
      }
      response.end();
    });
    const error = await failureOf(client.send(GET));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain("Cannot list the group mappings of the organization");
    expect(error.message).toContain("it is longer than 10 MB");
  });

  test("reports that nothing listens on the port, and that nothing changed", async () => {
    const { client, url } = await serve(() => undefined);
    await Promise.all(servers.splice(0).map(stop));
    const error = await failureOf(client.send(POST));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
    expect(error.message).toContain(`Cannot create group mapping "Admins": no response from ${url} (`);
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.message).not.toContain(OUTCOME_UNKNOWN);
  });

  test.each<[string, HttpRequest, boolean]>([
    ["POST", POST, true],
    ["GET", GET, false],
  ])(
    "reports whether the outcome is known if the connection breaks during a %s",
    async (_method, request, unknown) => {
      const { client, url } = await serve(({ socket }) => {
        socket.resetAndDestroy();
      });
      const error = await failureOf(client.send(request));
      expect(error).toMatchObject({ code: "ECONNRESET" });
      expect(error.message).toContain(`no response from ${url} (`);
      expect(error.message.includes(OUTCOME_UNKNOWN)).toBe(unknown);
    },
  );

  test("reports a response that ends early", async () => {
    const { client } = await serve((_request, response) => {
      response.writeHead(200, { "Content-Length": "100" }).write("{");
      response.socket?.destroySoon();
    });
    expect(await failureOf(client.send(GET))).toBeInstanceOf(ConnectionError);
  });
});

describe("the client without a response", () => {
  test.each<[string, HttpRequest, boolean]>([
    ["ETIMEDOUT", POST, true],
    ["ECONNRESET", POST, true],
    ["EPIPE", POST, true],
    ["ENOTFOUND", POST, false],
    ["EAI_AGAIN", POST, false],
    ["CERT_HAS_EXPIRED", POST, false],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", POST, false],
    ["ETIMEDOUT", GET, false],
    ["ETIMEDOUT", { ...POST, isSafeToRepeat: true }, false],
  ])("reports %s, and an unknown outcome only if it is unknown", async (code, request, unknown) => {
    const { client } = scriptedApi([connectionError(code, "something went wrong")]);
    const error = await failureOf(client.send(request));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code });
    expect(error.message).toContain(
      `no response from https://api.confluent.cloud (${code}: something went wrong)`,
    );
    expect(error.message.includes(OUTCOME_UNKNOWN)).toBe(unknown);
  });

  test("reports why the first address failed if there are several", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED ::1:443"), { code: "ECONNREFUSED" });
    const all = Object.assign(new AggregateError([refused]), { code: "ECONNREFUSED" });
    const failure = Object.assign(connectionError("ECONNREFUSED"), { cause: all });
    const { client } = scriptedApi([failure]);
    expect((await failureOf(client.send(GET))).message).toContain("(connect ECONNREFUSED ::1:443)");
  });
});
