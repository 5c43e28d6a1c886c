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

describe("a new resource whose content a mapping of the program has, one after the other in one stack", () => {
  const DUPLICATE = "the organization already has an identical mapping, ";
  const urns = async () => (await stack.mappings()).map(({ urn }) => urn);

  beforeAll(start);

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(end);

  test("renamed without an alias: a warning in the preview, and up refuses it with the same advice", async () => {
    const before = ids();
    await stack.setProgram(mapping("administrators"));
    const output = await stack.failing(["up"], { preview: true });
    const [preview = "", update = ""] = output.split("Updating (dev)");
    expect(preview).toContain(`"Admins": ${DUPLICATE}${before[0] ?? ""}`);
    expect(update).toContain(`Cannot create group mapping "Admins": ${DUPLICATE}${before[0] ?? ""}`);
    for (const advice of [
      "aliases: [{ name:",
      "aliases: [{ parent: pulumi.rootStackResource }]",
      "adoptId: ",
    ]) {
      expect(preview).toContain(advice);
      expect(update).toContain(advice);
    }
    expect(ids()).toEqual(before);
    expect(methods()).toEqual(["GET", "GET"]);
  });

  const moved = (opts: string) => `
class Team extends pulumi.ComponentResource { constructor() { super("e2e:index:Team", "team"); } }
const old = { parent: new Team(), aliases: [{ parent: pulumi.rootStackResource }] };
${mapping("admins", `{ ...old, ${opts} }`)}`;

  test("moved into a component with an alias of the parent: nothing is created or asked", async () => {
    await stack.setProgram(moved('replacementTrigger: "1"'));
    const output = await stack.previewAndUp();
    expect(output).not.toContain(DUPLICATE);
    await expect(urns()).resolves.toEqual([expect.stringContaining("e2e:index:Team$")]);
    expect(methods()).toEqual([]);
  });

  test.each<[string, () => Promise<string[]>]>([
    ["replacementTrigger", () => Promise.resolve([])],
    ["--replace", async () => ["--replace", ...(await urns())]],
    ["--target-replace", async () => ["--target-replace", ...(await urns())]],
  ])("replaced by %s: created anew if duplicates are allowed for the run", async (_what, args) => {
    const before = ids();
    await stack.setProgram(moved('replacementTrigger: "2"'));
    const output = await stack.succeed(["up", ...(await args())], {
      env: { CONFLUENT_SSO_DUPLICATES: "allow" },
    });
    expect(output).not.toContain(DUPLICATE);
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
  });

  test("replaced by --replace with deleteBeforeReplace: the preview only warns, and up works", async () => {
    const before = ids();
    await stack.setProgram(moved('replacementTrigger: "2", deleteBeforeReplace: true'));
    const output = await stack.previewAndUp("--replace", ...(await urns()));
    expect(output).toContain(DUPLICATE);
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
  });
});
