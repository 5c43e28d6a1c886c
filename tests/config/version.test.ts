import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../../provider/wire";
import { VERSION } from "../../provider/config";

test("the provider's version is the package's", () => {
  const text = readFileSync(require.resolve("pulumi-confluent-sso/package.json"), "utf8");
  expect(JSON.parse(text)).toMatchObject({ version: VERSION });
});

test("a value that a preview does not know is what Pulumi's SDK says", () => {
  expect(UNKNOWN).toBe(pulumi.runtime.unknownValue);
});
