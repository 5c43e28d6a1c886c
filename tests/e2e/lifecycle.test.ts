import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const PROGRAM = `
const admins = new sso.GroupMapping("admins", {
  displayName: "Admins", description: "All of them", filter: '"admins" in groups',
});
const readers = new sso.GroupMapping("readers", { displayName: "Readers", filter: "readers" });
// Stands for a role binding: whatever refers to a mapping by its principal.
new sso.GroupMapping("dependent", {
  displayName: "Dependent", filter: "x", description: pulumi.interpolate\`bound to \${admins.roleBindingPrincipal}\`,
});
exports.principal = admins.roleBindingPrincipal;
exports.readersPrincipal = readers.principal;
exports.created = admins.createdAt;
`;

describe("the life of group mappings", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
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

  /** The requests since the last look, as `METHOD name-of-mapping`. */
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
      throw new Error(`The API holds no ${name}`);
    }
    return mapping;
  };

  test("up creates each with one POST, after one list", async () => {
    await stack.previewAndUp();
    expect(requests().map(({ method }) => method)).toEqual(["GET", "POST", "POST", "POST"]);
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

  test("a second up has nothing to do and asks the API nothing", async () => {
    const output = await stack.previewAndUp();
    expect(output).toContain("4 unchanged");
    expect(requests()).toEqual([]);
  });

  test("a changed property is one PATCH of just that property, and dependents stay as they are", async () => {
    await stack.setProgram(PROGRAM.replace("All of them", "Some of them"));
    const preview = await stack.preview("--diff");
    expect(preview).toContain('description: "All of them" => "Some of them"');
    expect(preview).toContain("1 to update");
    expect(preview).toContain("3 unchanged");
    await stack.up();
    expect(requests()).toEqual([
      { method: "PATCH", id: named("Admins").id, body: { description: "Some of them" } },
    ]);
  });

  test("destroy deletes them, one of them deleted by somebody else before", async () => {
    const url = `${emulator.url}/iam/v2/sso/group-mappings/${named("Readers").id}`;
    await fetch(url, { method: "DELETE", headers: { authorization: basic(emulator) } });
    await stack.destroy();
    expect(emulator.mappings()).toEqual([]);
    expect(requests().filter(({ method }) => method === "POST" || method === "PATCH")).toEqual([]);
    await expect(stack.mappings()).resolves.toEqual([]);
  });
});

describe("drift", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: PROGRAM,
      refreshAlways: true,
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
    await stack.up();
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  const url = (name: string) => {
    const mapping = emulator.mappings().find(({ display_name }) => display_name === name);
    return `${emulator.url}/iam/v2/sso/group-mappings/${mapping?.id ?? ""}`;
  };

  test("plain preview of an untouched organisation expects no changes", async () => {
    await stack.preview("--expect-no-changes");
  });

  test("plain preview shows a changed filter and a deleted mapping, and fails where no changes are expected", async () => {
    const authorization = basic(emulator);
    const headers = { authorization, "content-type": "application/json" };
    await fetch(url("Admins"), { method: "PATCH", headers, body: JSON.stringify({ filter: "true" }) });
    await fetch(url("Readers"), { method: "DELETE", headers: { authorization } });
    const { code, output } = await stack.run(["preview", "--diff", "--expect-no-changes"]);
    expect(code).not.toBe(0);
    expect(output).toMatch(/~ filter *: "true" => "\\"admins\\" in groups"/);
    expect(output).toContain("1 to create");
    expect(output).toContain("1 to update");
  });

  test("up repairs both", async () => {
    const before = emulator.requests().length;
    await stack.up();
    const writes = emulator
      .requests()
      .slice(before)
      .filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, body }) => ({ method, body }))).toEqual(
      expect.arrayContaining([
        { method: "PATCH", body: { filter: '"admins" in groups' } },
        { method: "POST", body: { display_name: "Readers", description: "", filter: "readers" } },
      ]),
    );
    expect(writes).toHaveLength(2);
    await stack.preview("--expect-no-changes");
  });

  test("up of a mapping that was deleted meanwhile says so, and up --refresh creates it again", async () => {
    await fetch(url("Readers"), { method: "DELETE", headers: { authorization: basic(emulator) } });
    await stack.setProgram(PROGRAM.replace('filter: "readers"', 'filter: "all-readers"'));
    const output = await stack.failing(["up", "--refresh=false"]);
    expect(output).toMatch(
      /Cannot update group mapping "Readers" \(group-\w+\): it was deleted outside Pulumi/,
    );
    expect(output).toContain("pulumi up --refresh");
    await stack.up("--refresh");
    expect(emulator.mappings()).toHaveLength(3);
    expect(emulator.mappings().map(({ filter }) => filter)).toContain("all-readers");
  });
});

function basic(emulator: Emulator): string {
  const { apiKey, apiSecret } = credentialsOf(emulator);
  return `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
}
