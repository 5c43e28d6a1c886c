import { connect } from "../../provider/rest/connect";
import { ConfigurationError } from "../../provider/rest/providerError";
import { failureIn } from "../support/failureOf";
import { sourcesFrom } from "../support/sources";

const HOST = { cloudApiKey: "KEY", cloudApiSecret: "secret-of-connect" };

const connected = (host: Record<string, string>) => connect(sourcesFrom({ host }), () => undefined);

test("verbs with the same settings share one connection", () => {
  expect(connected(HOST)).toBe(connected({ ...HOST }));
});

test.each([
  [{ cloudApiKey: "OTHER" }],
  [{ cloudApiSecret: "another-secret-of-connect" }],
  [{ endpoint: "https://gateway.example" }],
  [{ organizationId: "0a-1b" }],
])("verbs that differ by %j do not", (setting) => {
  expect(connected({ ...HOST, ...setting })).not.toBe(connected(HOST));
});

test("the same key from another source is another connection: its remedy is another", () => {
  const environment = { CONFLUENT_CLOUD_API_KEY: "KEY", CONFLUENT_CLOUD_API_SECRET: "secret-of-connect" };
  expect(connect(sourcesFrom({ environment }), () => undefined)).not.toBe(connected(HOST));
});

test("without credentials there is none", () => {
  expect(failureIn(() => connected({}))).toBeInstanceOf(ConfigurationError);
});
