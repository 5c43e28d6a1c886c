import * as pulumi from "@pulumi/pulumi";
import {
  getGroupMapping,
  type GetGroupMappingArgs,
  getGroupMappingOutput,
  getGroupMappings,
  type GetGroupMappingsArgs,
  getGroupMappingsOutput,
  GroupMapping,
  Provider,
} from "../../sdk";
import { INPUTS } from "../support/mappings";
import { isKnown, useMocks, valueOf } from "../support/mocks";

const KEY = { cloudApiKey: "OURKEY0000000001", cloudApiSecret: "secret-of-ours" };

const isSecret = (output: pulumi.Output<unknown>) => pulumi.isSecret(output);

describe("the unit tests of a program", () => {
  test("get the result of a lookup from the mocks' call, which receives the arguments", async () => {
    const { calls } = await mockedWith(() => ({ id: "group-a", displayName: "Admins", filter: "f" }));
    await expect(getGroupMapping({ displayName: "Admins" })).resolves.toEqual({
      id: "group-a",
      displayName: "Admins",
      filter: "f",
      roleBindingPrincipal: "User:group-a",
    });
    await expect(valueOf(getGroupMappingOutput({ id: pulumi.output("group-a") }).filter)).resolves.toBe("f");
    expect(calls).toEqual([
      { token: "confluent-sso:index:getGroupMapping", inputs: { displayName: "Admins" }, provider: "" },
      { token: "confluent-sso:index:getGroupMapping", inputs: { id: "group-a" }, provider: "" },
    ]);
  });

  test("get the looked-up inputs if the mocks return their inputs", async () => {
    await mockedWith(({ inputs }) => inputs as Record<string, unknown>);
    await expect(getGroupMapping({ id: "group-a" })).resolves.toEqual({
      id: "group-a",
      roleBindingPrincipal: "User:group-a",
    });
  });

  test("get the mappings that the mocks return from a lookup of several, and the filter is called", async () => {
    const { calls } = await mockedWith(() => ({
      mappings: [
        { id: "group-a", displayName: "A", filter: "true" },
        { id: "group-b", displayName: "B", filter: "b" },
      ],
    }));
    const args = { displayName: "A", filter: ({ filter }: { filter: string }) => filter === "true" };
    const found = await getGroupMappings(args);
    expect(found).toEqual([
      { id: "group-a", displayName: "A", filter: "true", roleBindingPrincipal: "User:group-a" },
    ]);
    expect([Object.isFrozen(found), ...found.map(Object.isFrozen)]).toEqual([true, true]);
    await expect(valueOf(getGroupMappingsOutput())).resolves.toHaveLength(2);
    const some = getGroupMappingsOutput({ filter: ({ id }) => id === "group-b" });
    await expect(valueOf(some)).resolves.toMatchObject([{ id: "group-b" }]);
    expect(calls).toMatchObject([
      { token: "confluent-sso:index:getGroupMappings", inputs: { displayName: "A" } },
      { token: "confluent-sso:index:getGroupMappings", inputs: {} },
      { token: "confluent-sso:index:getGroupMappings", inputs: {} },
    ]);
  });

  test("find no mappings if the mocks return nothing", async () => {
    await useMocks();
    await expect(getGroupMappings()).resolves.toEqual([]);
  });

  test("receive the Provider of the lookup, explicit or from the parent", async () => {
    const { calls } = await mockedWith(() => ({ id: "group-a" }));
    const provider = new Provider("europe", KEY);
    const parent = new GroupMapping("admins", INPUTS, { provider });
    await getGroupMapping({ id: "group-a" }, { provider });
    await getGroupMapping({ id: "group-a" }, { parent });
    expect(calls).toMatchObject([
      { provider: expect.stringMatching(/::europe::europe-id$/) as string },
      { provider: expect.stringMatching(/::europe::europe-id$/) as string },
    ]);
  });

  test("fail if the mocks fail", async () => {
    await mockedWith(() => {
      throw new Error("no such mapping in this test");
    });
    await expect(getGroupMapping({ id: "group-a" })).rejects.toThrow();
  });
});

describe("the Output forms", () => {
  beforeEach(() =>
    mockedWith(({ inputs }) => ({ id: "group-a", filter: "f", ...(inputs as object) }), "creation"),
  );

  test("are unknown in a preview if an argument is unknown", async () => {
    const { id } = new GroupMapping("new", INPUTS);
    await expect(isKnown(getGroupMappingOutput({ id }))).resolves.toBe(false);
    await expect(isKnown(getGroupMappingsOutput({ displayName: id }))).resolves.toBe(false);
  });

  test("are unknown in a preview if an argument of the Provider is unknown", async () => {
    const { id } = new GroupMapping("new", INPUTS);
    const provider = new Provider("europe", { ...KEY, cloudApiSecret: id });
    await expect(isKnown(getGroupMappingOutput({ id: "group-a" }, { provider }))).resolves.toBe(false);
    await expect(isKnown(getGroupMappingsOutput({}, { provider }))).resolves.toBe(false);
  });

  test("are secrets if an argument is a secret, but not if only the Provider's arguments are", async () => {
    const provider = new Provider("europe", KEY);
    const open = getGroupMappingOutput({ id: "group-a" }, { provider });
    await expect(valueOf(open.id)).resolves.toBe("group-a");
    await expect(isSecret(open)).resolves.toBe(false);
    await expect(isSecret(getGroupMappingOutput({ id: pulumi.secret("group-a") }))).resolves.toBe(true);
    await expect(isSecret(getGroupMappingsOutput({ displayName: pulumi.secret("A") }))).resolves.toBe(true);
    await expect(isSecret(getGroupMappingsOutput({}, { provider }))).resolves.toBe(false);
  });

  test("keep the result frozen", async () => {
    await expect(valueOf(getGroupMappingOutput({ id: "group-a" }).apply(Object.isFrozen))).resolves.toBe(
      true,
    );
    await expect(valueOf(getGroupMappingsOutput().apply(Object.isFrozen))).resolves.toBe(true);
  });

  test("fail with a provider from another package", () => {
    class Foreign extends pulumi.ProviderResource {}
    const parent = new GroupMapping("child", INPUTS, { provider: new Foreign("pulumi-nodejs", "foreign") });
    expect(() => getGroupMappingOutput({ id: "group-a" }, { parent })).toThrow(
      "it must be a Provider from the same copy of pulumi-confluent-sso",
    );
  });
});

describe("invalid arguments are an error before any request", () => {
  test.each<[string, unknown, string]>([
    ["neither", {}, "needs either an id, such as group-abc123, or a displayName"],
    ["both", { id: "group-a", displayName: "Admins" }, "but not both"],
    ["an empty id", { id: "" }, "must not be empty"],
    ["an empty name", { displayName: " " }, "must not be empty"],
    ["not a string", { id: 7 }, "needs either an id"],
    ["no arguments", undefined, "needs either an id"],
    ["an unknown argument", { name: "Admins" }, "getGroupMapping accepts id and displayName, not name."],
  ])("of getGroupMapping: %s", async (_what, args, message) => {
    await expect(getGroupMapping(args as GetGroupMappingArgs)).rejects.toThrow(message);
  });

  test.each<[string, unknown, string]>([
    [
      "an empty name",
      { displayName: "" },
      "displayName of getGroupMappings must be a string that is not empty",
    ],
    ["an unknown argument", { id: "group-a" }, "getGroupMappings accepts displayName and filter, not id."],
  ])("of getGroupMappings: %s", async (_what, args, message) => {
    await expect(getGroupMappings(args as GetGroupMappingsArgs)).rejects.toThrow(message);
  });
});

/** Mocks with this `call`, and its arguments. */
async function mockedWith(
  call: (args: pulumi.runtime.MockCallArgs) => Record<string, unknown>,
  preview?: "creation",
): Promise<{ calls: pulumi.runtime.MockCallArgs[] }> {
  const calls: pulumi.runtime.MockCallArgs[] = [];
  await useMocks({
    ...(preview !== undefined && { preview }),
    call: (args) => {
      calls.push(args);
      return call(args);
    },
  });
  return { calls };
}
