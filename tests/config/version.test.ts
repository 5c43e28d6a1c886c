import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../../provider/wire";
import { VERSION } from "../../provider/config";

test("the provider's version is the package's version", () => {
  const text = readFileSync(require.resolve("pulumi-confluent-sso/package.json"), "utf8");
  expect(JSON.parse(text)).toMatchObject({ version: VERSION });
});

test("UNKNOWN is the unknown value of Pulumi's SDK", () => {
  expect(UNKNOWN).toBe(pulumi.runtime.unknownValue);
});
