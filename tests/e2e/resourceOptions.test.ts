import type { Emulator } from "../../provider/emulator";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

describe("resource options", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: mapping("admins"),
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
    await stack.up();
  });

  afterEach(async () => {
    await stack.close();
    await emulator.close();
  });

  function mapping(name: string, opts = "{}", filter = "admins"): string {
    return `new sso.GroupMapping("${name}", { displayName: "Admins", filter: "${filter}" }, ${opts});`;
  }
  const ids = () => emulator.mappings().map(({ id }) => id);
  const methods = () => emulator.requests().map(({ method }) => method);

  test("aliases: a renamed resource keeps its mapping", async () => {
    const before = ids();
    await stack.setProgram(mapping("administrators", '{ aliases: [{ name: "admins" }] }'));
    await stack.up();
    expect(ids()).toEqual(before);
    expect(methods()).toEqual(["POST"]);
  });

  test("a resource renamed without an alias is created anew before the old mapping is deleted", async () => {
    const before = ids();
    await stack.setProgram(mapping("administrators"));
    await stack.up();
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
    expect(methods()).toEqual(["POST", "POST", "DELETE"]);
  });

  test("ignoreChanges: the property stays as it is", async () => {
    await stack.setProgram(mapping("admins", '{ ignoreChanges: ["filter"] }', "others"));
    await expect(stack.up()).resolves.toContain("2 unchanged");
    expect(methods()).toEqual(["POST"]);
  });

  test("protect: the mapping cannot be destroyed", async () => {
    await stack.setProgram(mapping("admins", "{ protect: true }"));
    await stack.up();
    await expect(stack.failing(["destroy"])).resolves.toContain("protect");
    expect(ids()).toHaveLength(1);
  });

  test("retainOnDelete: the mapping outlives its resource", async () => {
    await stack.setProgram(mapping("admins", "{ retainOnDelete: true }"));
    await stack.up();
    await stack.destroy();
    expect(ids()).toHaveLength(1);
    expect(methods()).toEqual(["POST"]);
  });

  test("get: reads a mapping without managing it, and a missing id is an error", async () => {
    const [id = ""] = ids();
    await stack.setProgram(`
${mapping("admins")}
const found = sso.GroupMapping.get("found", "${id}");
exports.found = found.filter;
exports.principal = found.roleBindingPrincipal;
`);
    await stack.up();
    await expect(stack.outputs()).resolves.toEqual({ found: "admins", principal: `User:${id}` });
    await stack.setProgram(`${mapping("admins")}\nsso.GroupMapping.get("found", "group-zzzzzz");`);
    await expect(stack.failing(["preview"])).resolves.toContain(
      "Cannot get group mapping group-zzzzzz: the organization of these credentials has no group mapping with this id",
    );
    await stack.setProgram(mapping("admins"));
    await stack.up();
    expect(ids()).toEqual([id]);
  });
});
