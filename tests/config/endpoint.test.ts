import { parseEndpoint } from "../../provider/config";
import { ConfigurationError } from "../../provider/errors";
import { failureIn } from "../support/failureOf";

const SOURCE = "the environment variable CONFLUENT_CLOUD_ENDPOINT";

describe("an endpoint is accepted", () => {
  test.each([
    ["https://api.confluent.cloud", "https://api.confluent.cloud"],
    ["https://api.confluent.cloud/", "https://api.confluent.cloud"],
    ["https://api.confluent.cloud///", "https://api.confluent.cloud"],
    ["HTTPS://API.Confluent.Cloud", "https://api.confluent.cloud"],
    ["https://api.confluent.cloud:443", "https://api.confluent.cloud"],
    ["https://gateway.example:8443/confluent", "https://gateway.example:8443/confluent"],
    ["https://gateway.example/confluent/", "https://gateway.example/confluent"],
    ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"],
    ["http://127.0.0.1:41234", "http://127.0.0.1:41234"],
    ["http://127.0.0.1:41234/", "http://127.0.0.1:41234"],
    ["http://127.8.9.10", "http://127.8.9.10"],
    ["http://127.1", "http://127.0.0.1"],
    ["http://[::1]:41234", "http://[::1]:41234"],
    ["http://[0:0:0:0:0:0:0:1]", "http://[::1]"],
    ["http://localhost:41234", "http://localhost:41234"],
    ["http://LOCALHOST", "http://localhost"],
  ])("%s as %s", (text, endpoint) => {
    expect(parseEndpoint(text, SOURCE)).toBe(endpoint);
  });
});

describe("an endpoint is rejected with the reason and its source", () => {
  test.each([
    ["http://api.confluent.cloud", "does not use https"],
    ["http://localhost.example", "does not use https"],
    ["http://127.0.0.1.example", "does not use https"],
    ["http://10.0.0.1", "does not use https"],
    ["http://[::2]", "does not use https"],
    ["http://0.0.0.0", "does not use https"],
    [
      "https://api.confluent.cloud?x=1",
      "must be only https://api.confluent.cloud/, without a query or a fragment",
    ],
    [
      "https://api.confluent.cloud/?",
      "must be only https://api.confluent.cloud/, without a query or a fragment",
    ],
    [
      "https://api.confluent.cloud#top",
      "must be only https://api.confluent.cloud/, without a query or a fragment",
    ],
    [
      "https://api.confluent.cloud/#",
      "must be only https://api.confluent.cloud/, without a query or a fragment",
    ],
    ["api.confluent.cloud", "is not a URL that begins with https://"],
    ["ftp://api.confluent.cloud", "is not a URL that begins with https://"],
    ["file:///etc/passwd", "is not a URL that begins with https://"],
    ["javascript:alert(1)", "is not a URL that begins with https://"],
    ["https://", "is not a URL that begins with https://"],
    ["//api.confluent.cloud", "is not a URL that begins with https://"],
    ["   ", "contains white space or a backslash"],
    [" https://api.confluent.cloud", "contains white space or a backslash"],
    ["http://localhost\\@example.com", "contains white space or a backslash"],
  ])("%j", (text, reason) => {
    const error = failureIn(() => parseEndpoint(text, SOURCE));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(`The endpoint ${reason}`);
    expect(error.message).toContain(`(${SOURCE}). The default is https://api.confluent.cloud.`);
  });

  test.each([
    "https://user:hunter2pw@api.confluent.cloud",
    "https://hunter2pw@api.confluent.cloud",
    "https://:hunter2pw@api.confluent.cloud",
    "http://user:hunter2pw@127.0.0.1",
    "https://user:hunter2pw@api.confluent.cloud/?hunter2pw#hunter2pw",
    "https://api.confluent.cloud/?token=hunter2pw",
    "https://user:hunter2pw@",
    "ftp://user:hunter2pw@api.confluent.cloud",
  ])("%s, without a possible password", (text) => {
    const { message } = failureIn(() => parseEndpoint(text, SOURCE));
    expect(message).toContain(SOURCE);
    expect(message).not.toContain("hunter2pw");
  });
});
