import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

let emulator: Emulator;
let stack: Stack;
let seen: number;

async function start(): Promise<void> {
  emulator = await startCheckedEmulator();
  stack = await Stack.start({
    program: mapping("admins"),
    env: environmentOf(emulator),
    secrets: [credentialsOf(emulator)],
  });
  await stack.up();
}

async function end(): Promise<void> {
  await stack.close();
  await emulator.close();
}

function mapping(name: string, opts = "{}", filter = "admins"): string {
  return `new sso.GroupMapping("${name}", { displayName: "Admins", filter: "${filter}" }, ${opts});`;
}

const ids = () => emulator.mappings().map(({ id }) => id);

/** What was sent since the test began. */
const methods = () =>
  emulator
    .requests()
    .map(({ method }) => method)
    .slice(seen);

/** Each test starts with the resource that the one before has left: a stack for each of them would cost an up. */
describe("resource options, one after the other in one stack", () => {
  beforeAll(start);

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(end);

  test("ignoreChanges: the property stays as it is", async () => {
    await stack.setProgram(mapping("admins", '{ ignoreChanges: ["filter"] }', "others"));
    await expect(stack.up()).resolves.toContain("2 unchanged");
    expect(methods()).toEqual([]);
  });

  test("get: reads a mapping without managing it, and a missing id is an error", async () => {
    const [id = ""] = ids();
    await stack.setProgram(`
${mapping("admins")}
const found = sso.GroupMapping.get("found", "${id}");
exports.found = found.filter;
exports.principal = found.roleBindingPrincipal;
`);
    await stack.previewAndUp();
    await expect(stack.outputs()).resolves.toEqual({ found: "admins", principal: `User:${id}` });
    await stack.setProgram(`${mapping("admins")}\nsso.GroupMapping.get("found", "group-zzzzzz");`);
    await expect(stack.failing(["preview"])).resolves.toContain(
      "Cannot get group mapping group-zzzzzz: the organization of these credentials has no group mapping with this id",
    );
    await stack.setProgram(mapping("admins"));
    await stack.up();
    expect(ids()).toEqual([id]);
  });

  test("protect: the mapping cannot be destroyed", async () => {
    await stack.setProgram(mapping("admins", "{ protect: true }"));
    await stack.up();
    await expect(stack.failing(["destroy"])).resolves.toContain("protect");
    expect(ids()).toHaveLength(1);
  });

  test("aliases: a renamed resource keeps its mapping", async () => {
    const before = ids();
    await stack.setProgram(mapping("administrators", '{ aliases: [{ name: "admins" }] }'));
    await stack.up();
    expect(ids()).toEqual(before);
    expect(methods()).toEqual([]);
  });

  test("retainOnDelete: the mapping outlives its resource", async () => {
    await stack.setProgram(mapping("administrators", "{ retainOnDelete: true }"));
    await stack.up();
    await stack.destroy();
    expect(ids()).toHaveLength(1);
    expect(methods()).toEqual([]);
  });
});

describe("a replacement of a mapping that has not changed", () => {
  beforeEach(async () => {
    await start();
    seen = emulator.requests().length;
  });

  afterEach(end);

  test("a resource renamed without an alias would be a duplicate for a while: refused, or created anew where allowed", async () => {
    const before = ids();
    await stack.setProgram(mapping("administrators"));
    const output = await stack.failing(["up"]);
    expect(output).toContain(`the organization holds an identical one already, ${before[0] ?? ""}`);
    expect(output).toContain("give the");
    expect(output).toContain("CONFLUENT_SSO_DUPLICATES=allow");
    expect(ids()).toEqual(before);
    expect(methods()).toEqual(["GET"]);
    await stack.succeed(["up"], { env: { CONFLUENT_SSO_DUPLICATES: "allow" } });
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
    expect(methods()).toEqual(["GET", "POST", "DELETE"]);
  });

  test("up --replace of a mapping that has not changed would be a duplicate too: refused, or allowed for that run", async () => {
    const before = ids();
    const [{ urn } = { urn: "" }] = await stack.mappings();
    await expect(stack.failing(["up", "--replace", urn])).resolves.toContain("up --replace");
    expect(ids()).toEqual(before);
    await stack.succeed(["up", "--replace", urn], { env: { CONFLUENT_SSO_DUPLICATES: "allow" } });
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
  });
});
