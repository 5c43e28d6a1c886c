import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { expectClean, formsOf } from "../support/secrets";
import { API_HOST, AUTHORITY_FILE } from "./support/certificates";
import { type ConnectProxy, startConnectProxy } from "./support/connectProxy";
import { ENTRY_POINTS, type EntryPoint, type Host, withHost } from "../support/host";
import { startTlsServer, type TlsServer } from "./support/tlsServer";

const INPUTS = { displayName: "Kafka-Admins", description: "", filter: '"admins" in groups' };
const NOTHING_DONE = "The request did not reach the API, so nothing changed.";

let entryPoint: EntryPoint;
let emulator: Emulator;
let api: TlsServer;
let proxy: ConnectProxy;
let shown: string;

beforeEach(async () => {
  emulator = await startCheckedEmulator();
  api = await startTlsServer(Number(new URL(emulator.url).port));
  proxy = await startConnectProxy();
  shown = "";
});

afterEach(async () => {
  const { apiKey, apiSecret } = credentialsOf(emulator);
  expectClean(shown, apiKey, apiSecret);
  for (const form of [...formsOf(apiKey, apiSecret), "Authorization: Basic", INPUTS.displayName]) {
    expect(proxy.heard()).not.toContain(form);
  }
  await proxy.close();
  await api.close();
  await emulator.close();
});

/** Runs `use` with a host in this environment. By default, the API can be reached only through a proxy. */
async function through(env: Record<string, string>, use: (host: Host) => Promise<void>): Promise<void> {
  const defaults = {
    ...environmentOf(emulator),
    CONFLUENT_CLOUD_ENDPOINT: `https://${API_HOST}:${api.port}`,
    CONFLUENT_CLOUD_MAX_RETRIES: "1",
    CONFLUENT_SSO_INITIAL_RETRY_DELAY_SECONDS: "0",
    NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
  };
  await withHost({ entryPoint, env: { ...defaults, ...env } }, async (host) => {
    await use(host);
    shown += host.output();
  });
}

/** Returns the error message of a creation. */
async function failureOf(host: Host): Promise<string> {
  const message = await host.create(INPUTS).then(fail, String);
  shown += message;
  return message;
}

const authorities = () => proxy.connects.map(({ authority }) => authority);

describe.each(ENTRY_POINTS)("%s", (name) => {
  beforeAll(() => {
    entryPoint = name;
  });

  describe("the proxy in the environment", () => {
    test.each(["HTTPS_PROXY", "https_proxy"])(
      "variable %s is used for a tunnel, and cannot read the encrypted traffic",
      async (variable) => {
        await through({ [variable]: `http://127.0.0.1:${proxy.port}` }, async (host) => {
          await host.create(INPUTS);
        });
        expect(emulator.mappings()).toHaveLength(1);
        expect(proxy.connects).toEqual([{ authority: `${API_HOST}:${api.port}`, credentials: undefined }]);
        expect(proxy.heard().length).toBeGreaterThan(1_000);
      },
    );

    test("can be specified without a scheme, like for curl", async () => {
      await through({ HTTPS_PROXY: ` 127.0.0.1:${proxy.port}` }, async (host) => {
        await host.create(INPUTS);
      });
      expect(authorities()).toHaveLength(1);
    });

    test("can use TLS itself", async () => {
      const secure = await startConnectProxy({ overTls: true });
      await through({ HTTPS_PROXY: `https://localhost:${secure.port}` }, async (host) => {
        await host.create(INPUTS);
      });
      expect(secure.connects).toHaveLength(1);
      await secure.close();
    });

    test("opens one tunnel for twenty sequential requests", async () => {
      await through({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, async (host) => {
        for (let count = 0; count < 20; count += 1) {
          await host.create({ ...INPUTS, description: String(count) });
        }
      });
      expect(emulator.requests()).toHaveLength(21); // 20 creations after one list
      expect(authorities()).toHaveLength(1);
      expect(api.connections()).toBe(1);
    });

    test("gets its own decoded credentials, which are never shown", async () => {
      const url = `http://us%40er:p%C3%A4ss%3Aword@127.0.0.1:${proxy.port}`;
      await through({ HTTPS_PROXY: url }, async (host) => {
        await host.create(INPUTS);
        expect(proxy.connects).toEqual([
          { authority: `${API_HOST}:${api.port}`, credentials: "us@er:päss:word" },
        ]);
        expect(JSON.stringify(emulator.requests())).not.toContain("proxy-authorization");
      });
      const echo = `päss:word p%C3%A4ss%3Aword ${Buffer.from("us@er:päss:word").toString("base64")}`;
      proxy.answerWith(`HTTP/1.1 403 You said ${echo}\r\n\r\n`);
      await through({ HTTPS_PROXY: url }, async (host) => {
        const message = await failureOf(host);
        expect(message).toContain("403 You said");
        for (const form of echo.split(" ")) {
          expect(message).not.toContain(form);
        }
      });
    });

    test("with an invalid URL is an error that contains the variable without its value", async () => {
      await through({ https_proxy: "socks5://user:hidden-word@127.0.0.1:1080" }, async (host) => {
        const message = await failureOf(host);
        expect(message).toContain(
          "The environment variable https_proxy is not the URL of an HTTP or HTTPS proxy",
        );
        expect(message).not.toContain("hidden-word");
      });
    });
  });

  describe("no proxy is used", () => {
    test.each(["localhost", "example.com, localhost:PORT"])("for a host in NO_PROXY=%s", async (names) => {
      const env = {
        CONFLUENT_CLOUD_ENDPOINT: `https://localhost:${api.port}`,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        NO_PROXY: names.replace("PORT", String(api.port)),
      };
      await through(env, async (host) => {
        await host.create(INPUTS);
      });
      expect(emulator.mappings()).toHaveLength(1);
      expect(authorities()).toEqual([]);
    });

    test("for a local endpoint over http, whatever the environment contains", async () => {
      const url = `http://127.0.0.1:${proxy.port}`;
      const env = {
        CONFLUENT_CLOUD_ENDPOINT: emulator.url,
        HTTP_PROXY: url,
        http_proxy: url,
        ALL_PROXY: url,
      };
      await through(env, async (host) => {
        await host.create(INPUTS);
      });
      expect(emulator.mappings()).toHaveLength(1);
      expect(proxy.heard()).toBe("");
    });

    test("unless the host is not in NO_PROXY", async () => {
      const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: "confluent.example,127.0.0.1" };
      await through(env, async (host) => {
        await host.create(INPUTS);
      });
      expect(authorities()).toHaveLength(1);
    });
  });

  describe("a proxy that opens no tunnel", () => {
    test("causes an error that says that the request did not reach the API", async () => {
      const reasons: [answer: string, tries: number, cause: string][] = [
        [
          "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
          1,
          "answered 407 Proxy Authentication Required",
        ],
        ["HTTP/1.1 403 Forbidden\r\n\r\n<html>policy</html>", 1, "answered 403 Forbidden"],
        ["HTTP/1.1 302 Found\r\nLocation: http://x/\r\n\r\n", 1, "answered 302"],
        ["HTTP/1.1 502 Bad Gateway\r\n\r\n", 2, "answered 502 Bad Gateway"],
        ["HTTP/1.1 503 \r\nRetry-After: 60\r\n\r\n", 2, "answered 503"],
        ["220 mail.example ESMTP\r\n", 2, "cannot be used: Parse Error"],
        ["", 2, "cannot be used: socket hang up"],
      ];
      for (const [answer, tries, cause] of reasons) {
        // A new host for each, because after an attempt without a response the next request has only one attempt.
        await through({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, async (host) => {
          const before = authorities().length;
          proxy.answerWith(answer);
          const message = await failureOf(host);
          expect(message).toContain(
            `no response from https://${API_HOST}:${api.port} ` +
              `(the proxy http://127.0.0.1:${proxy.port} ${cause}`,
          );
          expect(message).toContain(NOTHING_DONE);
          expect(message).not.toContain("Whether");
          expect(authorities().length - before).toBe(tries);
        });
      }
      expect(api.connections()).toBe(0);
    });

    test("but opens one for the retry leads to exactly one creation", async () => {
      proxy.answerWith("HTTP/1.1 502 Bad Gateway\r\n\r\n", 1);
      await through({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, async (host) => {
        await host.create(INPUTS);
      });
      expect(emulator.requests().map(({ method }) => method)).toEqual(["GET", "POST"]);
      expect(authorities()).toHaveLength(2);
    });

    test("and sends no response causes a timeout", async () => {
      proxy.fallSilent();
      const env = {
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        CONFLUENT_CLOUD_MAX_RETRIES: "0",
        CONFLUENT_SSO_REQUEST_TIMEOUT_SECONDS: "1",
      };
      await through(env, async (host) => {
        const message = await failureOf(host);
        expect(message).toContain(
          `(no connection through the proxy http://127.0.0.1:${proxy.port} within 1 s)`,
        );
        expect(message).not.toContain("Whether");
      });
      expect(authorities()).toHaveLength(1);
    });

    test("because nothing listens there is an error that contains the proxy", async () => {
      await through({ HTTPS_PROXY: "http://127.0.0.1:9" }, async (host) => {
        const message = await failureOf(host);
        expect(message).toContain(
          "(the proxy http://127.0.0.1:9 cannot be used: connect ECONNREFUSED 127.0.0.1:9).",
        );
        expect(message).toContain(NOTHING_DONE);
        expect(message).toContain("Tried 2 times");
      });
    });
  });
});

function fail(): never {
  throw new Error("The call succeeded");
}
