import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const resource = (name: string, more = "") =>
  `new sso.GroupMapping("${name}", { displayName: "Admins", filter: "admins"${more} });\n`;

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
    id = await somebodyAt(emulator).create({
      display_name: "Admins",
      description: "Clicked together",
      filter: "true",
    });
  });

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  const writes = () =>
    emulator
      .requests()
      .slice(seen)
      .map(({ method }) => method)
      .filter((method) => method !== "GET");
  const expectMappingLives = async (name: string) => {
    expect(emulator.mappings().map((mapping) => mapping.id)).toEqual([id]);
    const stored = await stack.mappings();
    expect(stored.map(({ urn, id: storedId }) => [urn.split("::").pop(), storedId])).toEqual([[name, id]]);
  };

  test("preview shows what is adopted and changed, and up sends one PATCH of the differences", async () => {
    await stack.setProgram(resource("admins", `, adoptId: "${id}"`));
    const output = await stack.previewAndUp();
    expect(output).toContain(`"Admins": adopts ${id}, and changes its description, filter`);
    expect(output).toContain("2 to create");
    expect(writes()).toEqual(["PATCH"]);
    expect(emulator.mappings()[0]).toMatchObject({ description: "", filter: "admins" });
    await expectMappingLives("admins");
  });

  test("a mapping that moves to another resource is kept, with the content of the new resource", async () => {
    await stack.setProgram(resource("moved", `, description: "Moved", adoptId: "${id}"`));
    await expect(stack.up()).resolves.toContain(`${id} is not deleted`);
    expect(writes()).toEqual(["PATCH"]);
    await expectMappingLives("moved");
  });

  test("up --replace keeps the mapping, and removing adoptId is not a change", async () => {
    const [{ urn } = { urn: "" }] = await stack.mappings();
    await stack.up("--replace", urn);
    expect(writes()).toEqual([]);
    await expectMappingLives("moved");
    await stack.setProgram(resource("moved", ', description: "Moved"'));
    await stack.up("--refresh", "--expect-no-changes");
  });

  test("a mapping that moves to a resource of another Provider, which is another process, is kept", async () => {
    const provider = `const { CONFLUENT_CLOUD_ENDPOINT: endpoint, CONFLUENT_CLOUD_API_KEY: cloudApiKey } = process.env;
const cloudApiSecret = pulumi.secret(process.env.CONFLUENT_CLOUD_API_SECRET);
const provider = new sso.Provider("other", { endpoint, cloudApiKey, cloudApiSecret });
`;
    const adopting = resource("elsewhere", `, adoptId: "${id}"`).replace("});", "}, { provider });");
    await stack.setProgram(provider + adopting);
    await expect(stack.up()).resolves.toContain(`${id} is not deleted`);
    expect(writes()).toEqual(["PATCH"]);
    await expectMappingLives("elsewhere");
  });

  test("destroy deletes the mapping like any other", async () => {
    await stack.destroy();
    expect(emulator.mappings()).toEqual([]);
  });
});
