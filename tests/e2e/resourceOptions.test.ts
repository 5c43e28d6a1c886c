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

/** Returns the requests since the start of the test. */
const methods = () =>
  emulator
    .requests()
    .map(({ method }) => method)
    .slice(seen);

/** Each test starts with the resource of the previous one, because a separate stack would need another up. */
describe("resource options, in one stack", () => {
  beforeAll(start);

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(end);

  test("ignoreChanges, aliases, protect, and get do not change the mapping", async () => {
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

  test("retainOnDelete and the removal of a get keep the mapping", async () => {
    await stack.setProgram(mapping("administrators", "{ retainOnDelete: true }"));
    await stack.up();
    await stack.destroy();
    expect(ids()).toHaveLength(1);
    expect(methods()).toEqual([]);
  });
});

describe("a new resource with the content of an existing mapping, in one stack", () => {
  const DUPLICATE = "the organization already has an identical mapping, ";
  const urns = async () => (await stack.mappings()).map(({ urn }) => urn);

  beforeAll(start);

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(end);

  test("without an alias causes a warning in the preview, and up rejects it with the same advice", async () => {
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

  test("in a component with an alias of the parent causes no creation and no requests", async () => {
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
  ])("after %s is created if the run allows duplicates", async (_what, args) => {
    const before = ids();
    await stack.setProgram(moved('replacementTrigger: "2"'));
    const output = await stack.succeed(["up", ...(await args())], {
      env: { CONFLUENT_SSO_DUPLICATES: "allow" },
    });
    expect(output).not.toContain(DUPLICATE);
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
  });

  test("after --replace with deleteBeforeReplace causes a warning in the preview, and up succeeds", async () => {
    const before = ids();
    await stack.setProgram(moved('replacementTrigger: "2", deleteBeforeReplace: true'));
    const output = await stack.previewAndUp("--replace", ...(await urns()));
    expect(output).toContain(DUPLICATE);
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
  });
});
