import { proxyFor } from "../../../provider/rest/http";
import { ConfigurationError, secrets } from "../../../provider/errors";
import { failureIn } from "../../support/failureOf";

const ENDPOINT = "https://api.confluent.cloud";

afterEach(() => jest.restoreAllMocks());

/** Sets these proxy variables in the environment, and no others. */
function set(environment: Readonly<Record<string, string>>): void {
  jest.replaceProperty(process, "env", environment);
}

describe("the proxy for an endpoint", () => {
  test.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [{ HTTPS_PROXY: "" }, undefined],
    [{ HTTP_PROXY: "http://a:1" }, undefined],
    [{ HTTPS_PROXY: "http://a:1" }, "http://a:1"],
    [{ HTTPS_PROXY: "http://a:1/path?x#y" }, "http://a:1"],
    [{ HTTPS_PROXY: "https://a" }, "https://a"],
    [{ HTTPS_PROXY: "a.example:3128" }, "http://a.example:3128"],
    [{ HTTPS_PROXY: "user:k3nnw0rt@a.example:3128" }, "http://a.example:3128"],
    [{ HTTPS_PROXY: "http://[::1]:3128" }, "http://[::1]:3128"],
    [{ HTTPS_PROXY: "http://a:1", https_proxy: "http://b:1" }, "http://b:1"],
    [{ HTTPS_PROXY: "http://a:1", ALL_PROXY: "http://c:1" }, "http://a:1"],
    [{ all_proxy: "http://c:1" }, "http://c:1"],
    [{ HTTPS_PROXY: "http://a:1", NO_PROXY: "api.confluent.cloud" }, undefined],
    [{ HTTPS_PROXY: "http://a:1", no_proxy: "x.example .confluent.cloud" }, undefined],
    [{ HTTPS_PROXY: "http://a:1", NO_PROXY: "*.confluent.cloud:443" }, undefined],
    [{ HTTPS_PROXY: "http://a:1", NO_PROXY: "*" }, undefined],
    [{ HTTPS_PROXY: "http://a:1", NO_PROXY: "confluent.cloud,api.confluent.cloud:8443" }, "http://a:1"],
  ])("is read from %j as %s", (environment, proxy) => {
    set(environment);
    expect(proxyFor(ENDPOINT)?.url.origin).toBe(proxy);
  });

  test("is undefined over http, because the proxy would see the credentials", () => {
    set({ HTTP_PROXY: "http://a:1", http_proxy: "http://a:1", ALL_PROXY: "http://a:1" });
    expect(proxyFor("http://127.0.0.1:8080")).toBeUndefined();
  });

  test.each([
    ["user:p%40ss", "user:p@ss"],
    ["user", "user:"],
    [":p%ss", ":p%ss"],
  ])("with the credentials %s receives %s, and the password is a secret", (given, pair) => {
    set({ HTTPS_PROXY: `http://${given}@a:1` });
    expect(proxyFor(ENDPOINT)?.authorization).toBe(`Basic ${Buffer.from(pair).toString("base64")}`);
    expect(secrets.redact(`<${pair}> <${Buffer.from(pair).toString("base64")}>`)).toBe(
      "<[redacted]> <[redacted]>",
    );
  });

  test.each([
    "socks5://user:hidden-word@a:1",
    "http://user:hidden-word@",
    "://hidden-word",
    "user:hidden-word:x",
  ])("cannot be %s, and the error does not show it", (value) => {
    set({ all_proxy: value });
    const error = failureIn(() => proxyFor(ENDPOINT));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(
      "The environment variable all_proxy is not the URL of an HTTP or HTTPS proxy",
    );
    expect(error.message).not.toContain("hidden-word");
  });
});
