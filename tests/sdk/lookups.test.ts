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

describe("a program's own unit tests", () => {
  test("answer a look-up by the mocks' call, which is told what is looked up", async () => {
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

  test("whose mocks answer with the inputs get what was looked up", async () => {
    await mockedWith(({ inputs }) => inputs as Record<string, unknown>);
    await expect(getGroupMapping({ id: "group-a" })).resolves.toEqual({
      id: "group-a",
      roleBindingPrincipal: "User:group-a",
    });
  });

  test("answer a look-up of several by the mappings that the mocks give, and the filter is asked", async () => {
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

  test("whose mocks answer nothing find none of several", async () => {
    await useMocks();
    await expect(getGroupMappings()).resolves.toEqual([]);
  });

  test("are told the Provider that is looked up with, given or of the parent", async () => {
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

  test("fail where the mocks do", async () => {
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

  test("are not known in a preview where an argument is not", async () => {
    const { id } = new GroupMapping("new", INPUTS);
    await expect(isKnown(getGroupMappingOutput({ id }))).resolves.toBe(false);
    await expect(isKnown(getGroupMappingsOutput({ displayName: id }))).resolves.toBe(false);
  });

  test("are not known in a preview where an argument of the Provider is not", async () => {
    const { id } = new GroupMapping("new", INPUTS);
    const provider = new Provider("europe", { ...KEY, cloudApiSecret: id });
    await expect(isKnown(getGroupMappingOutput({ id: "group-a" }, { provider }))).resolves.toBe(false);
    await expect(isKnown(getGroupMappingsOutput({}, { provider }))).resolves.toBe(false);
  });

  test("are secrets where an argument is one, and not where only the Provider's are", async () => {
    const provider = new Provider("europe", KEY);
    const open = getGroupMappingOutput({ id: "group-a" }, { provider });
    await expect(valueOf(open.id)).resolves.toBe("group-a");
    await expect(isSecret(open)).resolves.toBe(false);
    await expect(isSecret(getGroupMappingOutput({ id: pulumi.secret("group-a") }))).resolves.toBe(true);
    await expect(isSecret(getGroupMappingsOutput({ displayName: pulumi.secret("A") }))).resolves.toBe(true);
    await expect(isSecret(getGroupMappingsOutput({}, { provider }))).resolves.toBe(false);
  });

  test("keep what is found frozen", async () => {
    await expect(valueOf(getGroupMappingOutput({ id: "group-a" }).apply(Object.isFrozen))).resolves.toBe(
      true,
    );
    await expect(valueOf(getGroupMappingsOutput().apply(Object.isFrozen))).resolves.toBe(true);
  });

  test("with a provider that is none of this package's are an error", () => {
    class Foreign extends pulumi.ProviderResource {}
    const parent = new GroupMapping("child", INPUTS, { provider: new Foreign("pulumi-nodejs", "foreign") });
    expect(() => getGroupMappingOutput({ id: "group-a" }, { parent })).toThrow(
      "it must be a Provider of pulumi-confluent-sso",
    );
  });
});

describe("arguments that mean nothing are an error, before anything is asked", () => {
  test.each<[string, unknown, string]>([
    ["none", {}, "needs either an id, such as group-abc123, or a displayName"],
    ["both", { id: "group-a", displayName: "Admins" }, "one of them"],
    ["an empty id", { id: "" }, "not an empty one"],
    ["an empty name", { displayName: " " }, "not an empty one"],
    ["no text", { id: 7 }, "needs either an id"],
    ["nothing at all", undefined, "needs either an id"],
    ["an unknown one", { name: "Admins" }, "getGroupMapping knows id and displayName, not name."],
  ])("of getGroupMapping: %s", async (_what, args, message) => {
    await expect(getGroupMapping(args as GetGroupMappingArgs)).rejects.toThrow(message);
  });

  test.each<[string, unknown, string]>([
    ["an empty name", { displayName: "" }, "displayName of getGroupMappings is empty or no text"],
    ["an unknown one", { id: "group-a" }, "getGroupMappings knows displayName and filter, not id."],
  ])("of getGroupMappings: %s", async (_what, args, message) => {
    await expect(getGroupMappings(args as GetGroupMappingsArgs)).rejects.toThrow(message);
  });
});

/** Mocks whose `call` is this, and what it was called with. */
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
