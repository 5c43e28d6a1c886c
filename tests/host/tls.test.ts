import type { TlsOptions } from "node:tls";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { environmentOf } from "../support/emulatorEnvironment";
import { AUTHORITY_FILE } from "./support/certificates";
import { startConnectProxy } from "./support/connectProxy";
import { ENTRY_POINTS, type EntryPoint, type Host, withHost } from "../support/host";
import { startTlsServer, type TlsServer } from "./support/tlsServer";

const INPUTS = { displayName: "Admins", description: "", filter: '"admins" in groups' };

/** Enables all versions that OpenSSL supports. Otherwise, Node.js itself would reject old versions. */
const ALL_VERSIONS = "--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0";

let entryPoint: EntryPoint;
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startCheckedEmulator();
});

afterEach(() => emulator.close());

/** Runs `use` with a TLS server in front of the emulator and a host. PORT in the endpoint is replaced by its port. */
async function over(
  options: TlsOptions | "no handshake",
  env: Record<string, string>,
  use: (host: Host, server: TlsServer) => Promise<void>,
): Promise<void> {
  const port = Number(new URL(emulator.url).port);
  const server = await (options === "no handshake"
    ? startTlsServer(undefined)
    : startTlsServer(port, options));
  const { CONFLUENT_CLOUD_ENDPOINT = "https://localhost:PORT", ...others } = env;
  const defaults = {
    ...environmentOf(emulator),
    CONFLUENT_CLOUD_ENDPOINT: CONFLUENT_CLOUD_ENDPOINT.replace("PORT", String(server.port)),
    CONFLUENT_CLOUD_MAX_RETRIES: "1",
    CONFLUENT_SSO_INITIAL_RETRY_DELAY_SECONDS: "0",
  };
  await withHost({ entryPoint, env: { ...defaults, ...others } }, (host) => use(host, server));
  await server.close();
}

describe.each(ENTRY_POINTS)("%s", (name) => {
  beforeAll(() => {
    entryPoint = name;
  });

  describe("a custom CA", () => {
    test("without NODE_EXTRA_CA_CERTS is rejected after one attempt, with the reason and advice", async () => {
      await over({}, {}, async (host, server) => {
        const error = await host.create(INPUTS).then(fail, String);
        expect(error).toContain(
          `no response from https://localhost:${server.port} ` +
            "(UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate).",
        );
        expect(error).toContain("set the environment variable NODE_EXTRA_CA_CERTS");
        expect(server.connections()).toBe(1);
      });
      expect(emulator.requests()).toEqual([]);
    });

    test("with NODE_EXTRA_CA_CERTS is accepted for every operation", async () => {
      await over({}, { NODE_EXTRA_CA_CERTS: AUTHORITY_FILE }, async (host, server) => {
        const { id, properties } = await host.create(INPUTS);
        await host.update(id, properties, { ...INPUTS, filter: "admins" });
        await expect(host.read(id, {})).resolves.toMatchObject({ id, inputs: { filter: "admins" } });
        await host.delete(id, properties);
        expect(server.connections()).toBe(1);
      });
      expect(emulator.mappings()).toEqual([]);
    });

    test("is rejected for another host name", async () => {
      const proxy = await startConnectProxy();
      const env = {
        CONFLUENT_CLOUD_ENDPOINT: "https://other.confluent.test:PORT",
        NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      };
      await over({}, env, async (host) => {
        await expect(host.create(INPUTS)).rejects.toThrow("ERR_TLS_CERT_ALTNAME_INVALID");
      });
      expect(proxy.connects).toHaveLength(1);
      expect(emulator.requests()).toEqual([]);
      await proxy.close();
    });
  });

  describe("TLS", () => {
    const old: TlsOptions = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
    const env = { NODE_EXTRA_CA_CERTS: AUTHORITY_FILE, NODE_OPTIONS: ALL_VERSIONS };

    test("below 1.2 is rejected without a retry, even if Node.js would accept it", async () => {
      await over(old, env, async (host, server) => {
        const error = await host.create(INPUTS).then(fail, String);
        expect(error).toContain("This provider requires TLS 1.2 or 1.3.");
        expect(server.connections()).toBe(1);
      });
      expect(emulator.requests()).toEqual([]);
    });

    test("below 1.2 is also rejected through a proxy", async () => {
      const proxy = await startConnectProxy();
      await over(old, { ...env, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, async (host) => {
        await expect(host.create(INPUTS)).rejects.toThrow("This provider requires TLS 1.2 or 1.3.");
      });
      expect(proxy.connects).toHaveLength(1);
      await proxy.close();
    });

    test("1.2 is accepted", async () => {
      await over({ maxVersion: "TLSv1.2" }, env, async (host) => {
        await host.create(INPUTS);
      });
      expect(emulator.mappings()).toHaveLength(1);
    });

    test("that fails in the handshake proves that nothing was sent, so a creation is retried without a search", async () => {
      await over("no handshake", env, async (host, server) => {
        const error = await host.create(INPUTS).then(fail, String);
        expect(error).toContain(`no response from https://localhost:${server.port} (`);
        expect(error).toContain("Tried 2 times");
        expect(error).not.toContain("Whether");
        expect(server.connections()).toBe(2);
      });
    });

    test("is reported as missing if the endpoint uses http", async () => {
      const endpoint = { CONFLUENT_CLOUD_ENDPOINT: emulator.url.replace("http:", "https:") };
      await over({}, endpoint, async (host) => {
        await expect(host.create(INPUTS)).rejects.toThrow(
          "Check the endpoint, and any proxy or gateway between it and you.",
        );
      });
    });
  });
});

function fail(): never {
  throw new Error("The call succeeded");
}
