import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const OURS = {
  apiKey: "OURKEY0000000001",
  apiSecret: "our-secret-0123456789",
  organizationId: "11111111-1111-4111-8111-111111111111",
};
const THEIRS = {
  apiKey: "FARKEY0000000001",
  apiSecret: "far-secret-0123456789",
  organizationId: "22222222-2222-4222-8222-222222222222",
};
const secrets = [OURS, THEIRS];

let emulator: Emulator;
/** Ids by key of the mappings that exist before a program runs. */
let ids: Record<string, string>;
let stack: Stack;

beforeEach(async () => {
  emulator = await startCheckedEmulator({ credentials: secrets });
  ids = {
    admins: await exists(OURS, "Kafka administrators", '"kafka-admins" in groups'),
    everyone: await exists(OURS, "all-sso-users", "true"),
    duplicate: await exists(OURS, "Duplicates"),
    otherDuplicate: await exists(OURS, "Duplicates"),
    far: await exists(THEIRS, "Far"),
  };
});

afterEach(async () => {
  await stack.close();
  await emulator.close();
});

/** Creates a mapping as a person would. */
async function exists(
  { apiKey, apiSecret }: typeof OURS,
  display_name: string,
  filter = "f",
): Promise<string> {
  const answer = await fetch(`${emulator.url}/iam/v2/sso/group-mappings`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ display_name, description: "", filter }),
  });
  return ((await answer.json()) as { id: string }).id;
}

/** Returns the requests during `run`: `GET group-mappings`, `GET group-a`, `POST group-mappings`. */
async function requestsOf(run: () => Promise<unknown>): Promise<string[]> {
  const before = emulator.requests().length;
  await run();
  return emulator
    .requests()
    .slice(before)
    .map(({ method, path }) => `${method} ${path.split("/").pop() ?? ""}`);
}

const LIST = "GET group-mappings";

const europe = () =>
  `new sso.Provider("europe", { cloudApiKey: "${THEIRS.apiKey}", cloudApiSecret: "${THEIRS.apiSecret}", endpoint: "${emulator.url}" })`;

test("lookups work awaited and as Outputs, by id and by name, and in the organization of a Provider", async () => {
  const program = `
const provider = ${europe()};
const created = new sso.GroupMapping("created", { displayName: "Created", filter: "c" });
module.exports = async () => {
  const admins = await sso.getGroupMapping({ displayName: "Kafka administrators" });
  const everyone = await sso.getGroupMapping({ id: "${ids["everyone"] ?? ""}" });
  const again = await Promise.all([1, 2, 3].map(() => sso.getGroupMapping({ id: admins.id })));
  const duplicates = await sso.getGroupMappings({ displayName: "Duplicates" });
  const open = await sso.getGroupMappings({ filter: ({ filter }) => filter === "true" });
  const far = await sso.getGroupMapping({ displayName: "Far" }, { provider });
  const theirs = await sso.getGroupMappings({}, { provider });
  return {
    principal: admins.roleBindingPrincipal,
    everyone: everyone.displayName,
    again: again.map(({ filter }) => filter),
    counts: [duplicates.length, open.length, theirs.length],
    far: far.id,
    output: sso.getGroupMappingOutput({ id: pulumi.output("${ids["admins"] ?? ""}") }).roleBindingPrincipal,
    secret: sso.getGroupMappingOutput({ id: pulumi.secret("${ids["admins"] ?? ""}") }).displayName,
    byId: sso.getGroupMappingOutput({ id: created.id }).displayName,
    byName: sso.getGroupMappingOutput({ displayName: created.id.apply(() => "Created") }).id,
  };
};`;
  // The configuration is used, not the environment, whose key would be rejected.
  stack = await Stack.start({
    program,
    secrets,
    env: { ...environmentOf(emulator), CONFLUENT_CLOUD_API_SECRET: "no" },
  });
  await stack.setConfig(
    {
      "confluentcloud:cloudApiKey": OURS.apiKey,
      "confluentcloud:endpoint": "https://not-this-one.invalid",
      "pulumi-nodejs:endpoint": emulator.url,
    },
    { secret: { "confluentcloud:cloudApiSecret": OURS.apiSecret } },
  );
  // New mappings of the program are unknown in a preview. All other lookups use one list per organization, and the check of
  // the new resource uses another one.
  await expect(requestsOf(() => stack.preview())).resolves.toEqual([LIST, LIST, LIST]);
  const requests = await requestsOf(() => stack.up());
  const [{ id } = { id: "" }, ...others] = await stack.mappings();
  expect(others).toEqual([]);
  await expect(stack.outputs()).resolves.toEqual({
    principal: `User:${ids["admins"] ?? ""}`,
    everyone: "all-sso-users",
    again: Array<string>(3).fill('"kafka-admins" in groups'),
    counts: [2, 1, 1],
    far: ids["far"],
    output: `User:${ids["admins"] ?? ""}`,
    secret: expect.objectContaining({ ciphertext: expect.anything() as unknown }) as unknown,
    byId: "Created",
    byName: id,
  });
  // In addition to the two lists of the program: one for the creation, and lookups by id and by name that the first one lacks.
  expect(requests.sort()).toEqual([LIST, LIST, LIST, LIST, `GET ${id ?? ""}`, "POST group-mappings"].sort());
  await expect(requestsOf(() => stack.preview("--expect-no-changes"))).resolves.toEqual([LIST, LIST]);
});

describe("a preview prints errors once and without a stack trace", () => {
  /** Returns the errors that a preview of the program prints. */
  async function errorsOf(program: string, env: Record<string, string> = {}): Promise<string> {
    stack = await Stack.start({ program, secrets, env: { ...environmentOf(emulator), ...env } });
    const [, diagnostics = ""] = (await stack.failing(["preview"])).split("Diagnostics:");
    return diagnostics;
  }
  const count = (text: string, part: string) => text.split(part).length - 1;

  test("for an ambiguous name, a missing mapping, and a wrong function", async () => {
    const errors = await errorsOf(`
for (let times = 0; times < 3; times++) {
  const { filter } = sso.getGroupMappingOutput({ displayName: "Duplicates" });
  new sso.GroupMapping("copy" + times, { displayName: "Copy", filter });
  sso.getGroupMappingOutput({ displayName: "Kafka administrator" });
  sso.getGroupMapping({ id: "${ids["far"] ?? ""}" });
}
const { id } = new sso.GroupMapping("new", { displayName: "New", filter: "n" });
const provider = new sso.Provider("europe", { cloudApiKey: id, cloudApiSecret: "s", endpoint: "${emulator.url}" });
sso.getGroupMapping({ displayName: "Far" }, { provider });`);
    expect(count(errors, "error:")).toBe(4);
    expect(errors).toContain(
      `Cannot get group mapping "Duplicates": 2 group mappings have this display name: ${ids["duplicate"] ?? ""}, ${ids["otherDuplicate"] ?? ""}.`,
    );
    expect(errors).toContain(`Did you mean "Kafka administrators" (${ids["admins"] ?? ""})?`);
    expect(errors).toContain(
      `Cannot get group mapping ${ids["far"] ?? ""}: the organization of these credentials has no group mapping with this id`,
    );
    expect(errors).toContain("an argument of the Provider is not known before `pulumi up`");
    expect(errors).toContain("Use getGroupMappingOutput");
  });

  test("for a rejected key, even if the program awaits the lookup", async () => {
    const errors = await errorsOf(
      'module.exports = async () => { await sso.getGroupMapping({ displayName: "Duplicates" }); };',
      { CONFLUENT_CLOUD_API_SECRET: "a-secret-of-nobody" },
    );
    expect(errors).toMatch(
      /error: Cannot list the group mappings of the organization: the API answered 401 Unauthorized \(request id \w+\)/,
    );
    expect(errors).toContain("The rejected key came from the environment variables");
    expect(count(errors, "error:")).toBe(1);
  });
});
