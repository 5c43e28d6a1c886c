import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { type Somebody, somebodyAt } from "../support/apiRequests";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const PROGRAM = `
const admins = new sso.GroupMapping("admins", {
  displayName: "Admins", description: "All of them", filter: '"admins" in groups',
});
const readers = new sso.GroupMapping("readers", { displayName: "Readers", filter: "readers" });
// Represents a role binding or any other resource that refers to a mapping by its principal.
new sso.GroupMapping("dependent", {
  displayName: "Dependent", filter: "x", description: pulumi.interpolate\`bound to \${admins.roleBindingPrincipal}\`,
});
exports.principal = admins.roleBindingPrincipal;
exports.readersPrincipal = readers.principal;
exports.created = admins.createdAt;
`;

describe("the life cycle of group mappings", () => {
  let emulator: Emulator;
  let somebody: Somebody;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    somebody = somebodyAt(emulator);
    stack = await Stack.start({
      program: PROGRAM,
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  /** The requests since the last call, as `METHOD name-of-mapping`. */
  let seen = 0;
  const requests = () => {
    const all = emulator.requests();
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh.map(({ method, path, body }) => ({ method, id: path.split("/")[5], body }));
  };
  const named = (name: string) => {
    const mapping = emulator.mappings().find(({ display_name }) => display_name === name);
    if (mapping === undefined) {
      throw new Error(`The API has no mapping ${name}`);
    }
    return mapping;
  };

  test("up creates each with one POST, after one list for the preview and one for the update", async () => {
    await stack.previewAndUp();
    expect(requests().map(({ method }) => method)).toEqual(["GET", "GET", "POST", "POST", "POST"]);
    expect(
      emulator
        .mappings()
        .map(({ display_name }) => display_name)
        .sort(),
    ).toEqual(["Admins", "Dependent", "Readers"]);
    expect(named("Readers").description).toBe("");
    expect(named("Dependent").description).toBe(`bound to User:${named("Admins").id}`);
    await expect(stack.outputs()).resolves.toEqual({
      principal: `User:${named("Admins").id}`,
      readersPrincipal: named("Readers").id,
      created: named("Admins").metadata?.created_at,
    });
  });

  test("the state of a mapping has at most 1,400 bytes, and contains only a reference to the provider", async () => {
    const admins = (await stack.mappings()).find(({ urn }) => urn.endsWith("::admins"));
    expect(admins?.outputs["__provider"]).toBe(
      'exports.handler = () => require("pulumi-confluent-sso/provider");',
    );
    // The engine stores the source position of the resource, whose length depends on the machine.
    const stored: Record<string, unknown> = { ...admins };
    delete stored["stackTrace"];
    delete stored["sourcePosition"];
    expect(JSON.stringify(stored).length).toBeLessThan(1400);
  });

  test("a changed property causes one PATCH of only that property, and no requests for unchanged mappings", async () => {
    await stack.setProgram(PROGRAM.replace("All of them", "Some of them"));
    const output = await stack.previewAndUp("--diff");
    expect(output).toContain('description: "All of them" => "Some of them"');
    expect(output).toMatch(/1 to update\n\s+3 unchanged/);
    expect(requests()).toEqual([
      { method: "PATCH", id: named("Admins").id, body: { description: "Some of them" } },
    ]);
  });

  test("preview --refresh shows a changed filter and a deleted mapping, and fails if no changes are expected", async () => {
    await somebody.change(named("Admins").id, { filter: "true" });
    await somebody.remove(named("Readers").id);
    const output = await stack.failing(["preview", "--refresh", "--diff", "--expect-no-changes"]);
    expect(output).toMatch(/~ filter *: "true" => "\\"admins\\" in groups"/);
    expect(output).toContain("1 to create");
    expect(output).toContain("1 to update");
  });

  test("up --refresh repairs both", async () => {
    requests();
    await stack.up("--refresh");
    const writes = requests().filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, body }) => ({ method, body }))).toEqual(
      expect.arrayContaining([
        { method: "PATCH", body: { filter: '"admins" in groups' } },
        { method: "POST", body: { display_name: "Readers", description: "", filter: "readers" } },
      ]),
    );
    expect(writes).toHaveLength(2);
  });

  test("destroy deletes the mappings, including one that somebody else has already deleted", async () => {
    await somebody.remove(named("Readers").id);
    requests();
    await stack.destroy();
    expect(emulator.mappings()).toEqual([]);
    expect(requests().filter(({ method }) => method === "POST" || method === "PATCH")).toEqual([]);
    await expect(stack.mappings()).resolves.toEqual([]);
  });
});
