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

  test("ignoreChanges, aliases, protect and get: the mapping stays as it is", async () => {
    const before = emulator.mappings();
    const [id = ""] = ids();
    const opts = '{ ignoreChanges: ["filter"], aliases: [{ name: "admins" }], protect: true }';
    await stack.setProgram(`
${mapping("administrators", opts, "others")}
const found = sso.GroupMapping.get("found", "${id}");
exports.found = found.filter;
exports.principal = found.roleBindingPrincipal;
`);
    await stack.up();
    await expect(stack.outputs()).resolves.toEqual({ found: "admins", principal: `User:${id}` });
    await expect(stack.failing(["destroy"])).resolves.toContain("protect");
    expect(new Set(methods())).toEqual(new Set(["GET"]));
    expect(emulator.mappings()).toEqual(before);
  });

  test("retainOnDelete, and the removal of a get: the mapping outlives its resources", async () => {
    await stack.setProgram(mapping("administrators", "{ retainOnDelete: true }"));
    await stack.up();
    await stack.destroy();
    expect(ids()).toHaveLength(1);
    expect(methods()).toEqual([]);
  });
});

describe("a replacement of a mapping that has not changed", () => {
  beforeAll(start);

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(end);

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
