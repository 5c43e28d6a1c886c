import * as pulumi from "@pulumi/pulumi";
import { GroupMapping, Provider } from "../../sdk";
import { INPUTS, stateOf } from "../support/mappings";
import { isKnown, useMocks, valueOf } from "../support/mocks";

const TYPE = "pulumi-nodejs:dynamic/confluent-sso:GroupMapping";
/** Both are in the state of every stack, so neither may ever change. */
const REFERENCE = 'exports.handler = () => require("pulumi-confluent-sso/provider");';

const OUTPUT_NAMES = ["principal", "state", "resourceName", "createdAt", "updatedAt"] as const;

describe("a GroupMapping in a user's unit test", () => {
  test("registers only its type, its inputs, and the reference to the provider with the engine", async () => {
    const registered = await useMocks();
    const mapping = new GroupMapping("admins", INPUTS);
    await valueOf(mapping.urn);
    expect(registered).toEqual([
      { type: TYPE, name: "admins", inputs: { ...INPUTS, __provider: REFERENCE }, provider: "", id: "" },
    ]);
  });

  test("omits a missing description, which check fills in", async () => {
    const registered = await useMocks();
    const { displayName, filter } = INPUTS;
    await valueOf(new GroupMapping("short", { displayName, filter, description: undefined }).urn);
    expect(registered[0]?.inputs).toEqual({ displayName, filter, __provider: REFERENCE });
  });

  test("has every output, and the principal of a role binding", async () => {
    const state = stateOf("group-a");
    await useMocks({ outputs: state });
    const mapping = new GroupMapping("admins", INPUTS);
    const { id, roleBindingPrincipal, displayName, description, filter } = mapping;
    const inputs = await Promise.all([displayName, description, filter].map(valueOf));
    expect(inputs).toEqual([INPUTS.displayName, INPUTS.description, INPUTS.filter]);
    const outputs = await Promise.all(OUTPUT_NAMES.map((name) => valueOf(mapping[name])));
    expect(outputs).toEqual(OUTPUT_NAMES.map((name) => state[name]));
    await expect(valueOf(id)).resolves.toBe("admins-id");
    await expect(valueOf(roleBindingPrincipal)).resolves.toBe("User:admins-id");
  });

  test("accepts outputs of other resources as inputs, and passes its own on", async () => {
    const registered = await useMocks();
    const first = new GroupMapping("first", INPUTS);
    const second = new GroupMapping("second", {
      displayName: pulumi.interpolate`After ${first.displayName}`,
      filter: Promise.resolve("admins"),
      description: first.roleBindingPrincipal,
    });
    await valueOf(second.urn);
    expect(registered[1]?.inputs).toMatchObject({
      displayName: "After Admins",
      filter: "admins",
      description: "User:first-id",
    });
  });

  test("lists the arguments that are secrets only if there are any, so that no message shows their values", async () => {
    const registered = await useMocks();
    const { displayName, filter } = INPUTS;
    const mappings = [
      new GroupMapping("plain", { displayName, filter: pulumi.output(filter) }),
      new GroupMapping("secret", {
        displayName: pulumi.interpolate`${pulumi.secret(displayName)}`,
        filter: pulumi.all([pulumi.secret("b"), "a"]).apply(([one, other]) => one + other),
        description: "shown",
      }),
      new GroupMapping("marked", { displayName, filter }, { additionalSecretOutputs: ["filter"] }),
      new GroupMapping("read", { displayName: pulumi.secret(displayName), filter }, { id: "group-a" }),
    ];
    await Promise.all(mappings.map(({ urn }) => valueOf(urn)));
    const named = registered.map(({ name, inputs }) => [name, inputs["__secretInputs"]]);
    expect(Object.fromEntries(named)).toEqual({
      plain: undefined,
      secret: ["displayName", "filter"],
      marked: ["filter"],
      read: undefined,
    });
    const plain = registered.find(({ name }) => name === "plain");
    expect(Object.keys(plain?.inputs ?? {}).sort()).toEqual(["__provider", "displayName", "filter"]);
  });

  test("lists a secret whose value is unknown in a preview", async () => {
    const registered = await useMocks({ preview: "creation" });
    const { principal } = new GroupMapping("first", INPUTS);
    const second = new GroupMapping("second", { ...INPUTS, description: pulumi.secret(principal) });
    await isKnown(second.id);
    expect(registered.at(-1)?.inputs["__secretInputs"]).toEqual(["description"]);
  });

  test("does not modify its args", async () => {
    await useMocks();
    const args = Object.freeze({ ...INPUTS });
    await valueOf(new GroupMapping("one", args).urn);
    await valueOf(new GroupMapping("two", args).urn);
    expect(args).toEqual(INPUTS);
  });

  test("passes its options on: a provider, a parent", async () => {
    const registered = await useMocks();
    const provider = new Provider("europe", { cloudApiKey: "KEY", cloudApiSecret: "secret" });
    const parent = new GroupMapping("parent", INPUTS);
    const mapping = new GroupMapping("child", INPUTS, { provider, parent });
    await expect(valueOf(mapping.urn)).resolves.toContain(
      "confluent-sso:GroupMapping$pulumi-nodejs:dynamic/",
    );
    const child = registered.find(({ name }) => name === "child");
    expect(child?.provider).toMatch(/::europe::europe-id$/);
  });
});

describe("a GroupMapping in a preview", () => {
  test("does not know its id, or values derived from it, before it is created", async () => {
    await useMocks({ preview: "creation" });
    const mapping = new GroupMapping("admins", INPUTS);
    for (const output of [
      mapping.id,
      mapping.roleBindingPrincipal,
      ...OUTPUT_NAMES.map((name) => mapping[name]),
    ]) {
      await expect(isKnown(output)).resolves.toBe(false);
    }
    await expect(valueOf(mapping.displayName)).resolves.toBe(INPUTS.displayName);
  });

  test("keeps its id, and values derived from it, during the preview of an update", async () => {
    await useMocks({ preview: "update" });
    const { roleBindingPrincipal, updatedAt } = new GroupMapping("admins", INPUTS);
    await expect(valueOf(roleBindingPrincipal)).resolves.toBe("User:admins-id");
    await expect(isKnown(updatedAt)).resolves.toBe(false);
  });

  test("has every output on the instance immediately", async () => {
    await useMocks({ preview: "creation" });
    const mapping = new GroupMapping("admins", INPUTS);
    for (const name of [...OUTPUT_NAMES, "displayName", "description", "filter"] as const) {
      expect(pulumi.Output.isInstance(mapping[name])).toBe(true);
    }
  });
});

describe("GroupMapping.get", () => {
  test("reads the mapping by its id, and passes only the reference to the provider", async () => {
    const registered = await useMocks({ outputs: stateOf("group-a") });
    const mapping = GroupMapping.get("existing", "group-a");
    await expect(valueOf(mapping.displayName)).resolves.toBe(INPUTS.displayName);
    await expect(valueOf(mapping.roleBindingPrincipal)).resolves.toBe("User:group-a");
    expect(registered).toEqual([
      { type: TYPE, name: "existing", inputs: { __provider: REFERENCE }, provider: "", id: "group-a" },
    ]);
  });

  test("accepts options, and an id that is an output", async () => {
    const registered = await useMocks();
    const provider = new Provider("europe", { cloudApiKey: "KEY", cloudApiSecret: "secret" });
    await valueOf(GroupMapping.get("existing", pulumi.output("group-a"), { provider }).urn);
    expect(registered.at(-1)).toMatchObject({
      id: "group-a",
      provider: expect.stringMatching(/::europe-id$/) as string,
    });
  });
});

describe("GroupMapping.isInstance", () => {
  test("recognizes a GroupMapping, even from another copy of the package", async () => {
    await useMocks();
    expect(GroupMapping.isInstance(new GroupMapping("admins", INPUTS))).toBe(true);
    const copy = class extends pulumi.CustomResource {};
    expect(GroupMapping.isInstance(new copy(TYPE, "copy", {}))).toBe(true);
  });

  test("returns false for anything else", async () => {
    await useMocks();
    const other = class extends pulumi.CustomResource {};
    const provider = new Provider("europe", { cloudApiKey: "KEY", cloudApiSecret: "secret" });
    const others = [
      new other("a:b:C", "other", {}),
      provider,
      {},
      { __pulumiType: TYPE },
      null,
      undefined,
      "x",
      7,
    ];
    expect(others.filter((value) => GroupMapping.isInstance(value))).toEqual([]);
  });
});
