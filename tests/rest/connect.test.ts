import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "../../provider/rest";
import { ConfigurationError } from "../../provider/errors";
import { failureIn } from "../support/failureOf";
import { sourcesFrom } from "../support/sources";
import { until } from "../support/until";

const HOST = { cloudApiKey: "KEY", cloudApiSecret: "secret-of-connect" };

const connected = (host: Record<string, string>) => connect(sourcesFrom({ host }), () => undefined);

test("operations with the same settings share one connection", () => {
  expect(connected(HOST)).toBe(connected({ ...HOST }));
});

test.each([
  [{ cloudApiKey: "OTHER" }],
  [{ cloudApiSecret: "another-secret-of-connect" }],
  [{ endpoint: "https://gateway.example" }],
  [{ organizationId: "0a1b0000-0000-4000-8000-000000000001" }],
])("operations with a different %j do not share a connection", (setting) => {
  expect(connected({ ...HOST, ...setting })).not.toBe(connected(HOST));
});

test("operations with the same credentials share one rate limiter, even if other settings differ", async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const server = createServer(({ url = "" }, response: ServerResponse) => {
    asked.push(url.slice(-1));
    answers.push(() => response.end(JSON.stringify({ id: url.slice(-1), display_name: "", filter: "f" })));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const host = { ...HOST, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const get = (id: string, settings = {}) => connected({ ...host, ...settings }).mappings.get(id);

  const first = get("a");
  await until(() => asked.length === 1);
  // Until the first response reports the rate limit, no other request may start.
  const second = get("b", { userAgentSuffix: "nightly" });
  const other = get("c", { cloudApiKey: "OTHER" });
  await until(() => asked.length === 2);
  expect(asked).toEqual(["a", "c"]);
  answers.forEach((answer) => {
    answer();
  });
  await until(() => asked.length === 3);
  answers[2]?.();
  await expect(Promise.all([first, second, other])).resolves.toMatchObject([
    { id: "a" },
    { id: "b" },
    { id: "c" },
  ]);
  server.closeAllConnections();
  server.close();
});

test("the same key from another source gets another connection, because its advice differs", () => {
  const environment = { CONFLUENT_CLOUD_API_KEY: "KEY", CONFLUENT_CLOUD_API_SECRET: "secret-of-connect" };
  expect(connect(sourcesFrom({ environment }), () => undefined)).not.toBe(connected(HOST));
});

const OAUTH = {
  oauthExternalTokenUrl: "https://login.example",
  oauthExternalClientId: "client-7",
  oauthExternalClientSecret: "client-secret-of-connect",
  oauthIdentityPoolId: "pool-abc",
};
const connectedBy = (oauth: Record<string, string>) =>
  connect(sourcesFrom({ host: { oauth } }), () => undefined);

test("operations with the same oauth share one connection, its tokens, and its rate limiter", () => {
  expect(connectedBy(OAUTH)).toBe(connectedBy({ ...OAUTH }));
  expect(connectedBy(OAUTH)).not.toBe(connected(HOST));
});

test.each([
  [{ oauthExternalTokenUrl: "https://other.example" }],
  [{ oauthExternalClientId: "client-8" }],
  [{ oauthExternalClientSecret: "another-secret-of-connect" }],
  [{ oauthExternalTokenScope: "openid" }],
  [{ oauthIdentityPoolId: "pool-def" }],
  [{ oauthStsTokenExpiredInSeconds: "300" }],
])("operations whose oauth has a different %j do not share a connection", (field) => {
  expect(connectedBy({ ...OAUTH, ...field })).not.toBe(connectedBy(OAUTH));
});

test("throws if there are no credentials", () => {
  expect(failureIn(() => connected({}))).toBeInstanceOf(ConfigurationError);
});
