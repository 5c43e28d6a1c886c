import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../provider/lifecycle/state";
import { VERSION } from "../provider/version";
import { version } from "../package.json";

test("the provider's version is the package's", () => {
  expect(VERSION).toBe(version);
});

test("a value that a preview does not know is what Pulumi's SDK says", () => {
  expect(UNKNOWN).toBe(pulumi.runtime.unknownValue);
});
