import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const resource = (name: string, more = "", opts = "{}") =>
  `new sso.GroupMapping("${name}", { displayName: "Admins", filter: "admins"${more} }, ${opts});\n`;

describe("adoptId", () => {
  let emulator: Emulator;
  let stack: Stack;
  let id: string;
  let seen: number;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: "",
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
    const { apiKey, apiSecret } = credentialsOf(emulator);
    const response = await fetch(`${emulator.url}/iam/v2/sso/group-mappings`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ display_name: "Admins", description: "Clicked together", filter: "true" }),
    });
    ({ id } = (await response.json()) as { id: string });
  });

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  const methods = () =>
    emulator
      .requests()
      .slice(seen)
      .map(({ method }) => method);
  const writes = () => methods().filter((method) => method !== "GET");
  const expectMappingLives = async (name: string) => {
    expect(emulator.mappings().map((mapping) => mapping.id)).toEqual([id]);
    const stored = await stack.mappings();
    expect(stored.map(({ urn, id: storedId }) => [urn.split("::").pop(), storedId])).toEqual([[name, id]]);
  };

  test("a preview says what will be taken over and changed, and changes nothing", async () => {
    await stack.setProgram(resource("admins", `, adoptId: "${id}"`));
    const output = await stack.preview();
    expect(output).toContain(`"Admins": adopts ${id}, and changes its description, filter`);
    expect(output).toContain("2 to create");
    expect(methods()).toEqual(["GET"]);
  });

  test("of a mapping that is not there fails in the preview", async () => {
    await stack.setProgram(resource("admins", ', adoptId: "group-zzzzzz"'));
    const output = await stack.failing(["preview"]);
    expect(output).toContain('Cannot adopt group mapping "Admins" (group-zzzzzz)');
    expect(writes()).toEqual([]);
  });

  test("up takes over a mapping that has drifted, with one PATCH of what differs", async () => {
    await stack.setProgram(resource("admins", `, adoptId: "${id}"`));
    await stack.up();
    expect(writes()).toEqual(["PATCH"]);
    expect(emulator.mappings()[0]).toMatchObject({ description: "", filter: "admins" });
    await expectMappingLives("admins");
  });

  test("the same adoptId, and its removal, are no change in preview, up and refresh", async () => {
    await stack.preview("--expect-no-changes");
    await stack.up("--refresh", "--expect-no-changes");
    await stack.setProgram(resource("admins"));
    await stack.preview("--refresh", "--expect-no-changes");
    await stack.up("--expect-no-changes");
    await stack.setProgram(resource("admins", `, adoptId: "${id}"`));
    await stack.up("--expect-no-changes");
    expect(writes()).toEqual([]);
  });

  test("one that names another mapping than the resource's own fails in the preview", async () => {
    await stack.setProgram(resource("admins", ', adoptId: "group-zzzzzz"'));
    const output = await stack.failing(["preview"]);
    expect(output).toContain(`adoptId names group-zzzzzz, but this resource manages ${id} already`);
  });

  test("a second resource that adopts the same mapping fails in the preview", async () => {
    await stack.setProgram(resource("admins") + resource("again", `, adoptId: "${id}"`));
    const output = await stack.failing(["preview"]);
    expect(output).toMatch(/another resource of this program/);
    expect(writes()).toEqual([]);
  });

  test("a rename that carries it along: the mapping survives", async () => {
    await stack.setProgram(resource("administrators", `, adoptId: "${id}"`));
    const output = await stack.up();
    expect(output).toContain(`${id} is not deleted`);
    expect(writes()).toEqual([]);
    await expectMappingLives("administrators");
  });

  test("moved from one resource to another: the mapping survives, with the new one's content", async () => {
    await stack.setProgram(resource("moved", `, description: "Moved", adoptId: "${id}"`));
    await stack.up();
    expect(writes()).toEqual(["PATCH"]);
    await expectMappingLives("moved");
  });

  test("up --replace: the mapping survives", async () => {
    const [{ urn } = { urn: "" }] = await stack.mappings();
    await stack.up("--replace", urn);
    expect(writes()).toEqual([]);
    await expectMappingLives("moved");
    await stack.up("--refresh", "--expect-no-changes");
  });

  test("destroy deletes it in the end: it is managed like any other", async () => {
    await stack.destroy();
    expect(emulator.mappings()).toEqual([]);
  });
});
