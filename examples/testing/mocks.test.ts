/** Runs the program without a network and without the Pulumi CLI. */
import { deepEqual } from "node:assert/strict";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";

const filters: Record<string, unknown> = {};

before(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      if (type === "pulumi-nodejs:dynamic/confluent-sso:GroupMapping") {
        filters[name] = (inputs as { filter: unknown }).filter;
      }
      return { id: `${name}-id`, state: inputs as object };
    },
    call: () => ({}),
  }),
);

test("only the administrators become administrators", async () => {
  const { principal } = await import("./index.js");
  deepEqual(await new Promise((resolve) => principal.apply(resolve)), "User:admins-id");
  deepEqual(filters, { admins: '"kafka-admins" in groups' });
});
