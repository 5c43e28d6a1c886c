import { toWire } from "../../provider/wire/state";
import { WrongOrganizationError } from "../../provider/rest/organizationGuard";
import { failureOf } from "../support/failureOf";
import { body, foreignBody, INPUTS, ORGANIZATION, OTHER_ORGANIZATION, page } from "../support/mappings";
import { type ScriptedApi, scriptedApi, type Step } from "../support/scriptedApi";

const WISH = toWire(INPUTS);
const ours: Step = { status: 200, body: page([body("group-a")], "?page_token=1") };
const theirs: Step = { status: 200, body: page([foreignBody("group-x")]) };
const empty: Step = { status: 200, body: page([]) };

/** An API for which the user asserts ORGANIZATION. */
const asserted = (steps: readonly Step[], organizationId = ORGANIZATION): ScriptedApi =>
  scriptedApi(steps, { organizationId });

type Write = (api: ScriptedApi) => Promise<unknown>;
const WRITES: [string, Write][] = [
  ["create", ({ mappings }) => mappings.create(WISH)],
  ["update", ({ mappings }) => mappings.update("group-a", { filter: "x" })],
  ["delete", ({ mappings }) => mappings.delete("group-a")],
];

async function expectRefused(write: Promise<unknown>): Promise<void> {
  const error = await failureOf(write);
  expect(error).toBeInstanceOf(WrongOrganizationError);
  expect(error.message).toContain(ORGANIZATION);
  expect(error.message).toContain(OTHER_ORGANIZATION);
}

describe.each(WRITES)("%s with credentials of another organization than organizationId", (_verb, write) => {
  test("writes nothing", async () => {
    const api = asserted([theirs]);
    await expectRefused(write(api));
    expect(api.sent()).toEqual(["GET group-mappings"]);
    expect(api.requests[0]?.query).toEqual({ page_size: "100" });
  });

  test("writes nothing the second time either", async () => {
    const api = asserted([theirs]);
    await expectRefused(write(api));
    await expectRefused(write(api));
    expect(api.sent()).toEqual(["GET group-mappings"]);
  });

  test("writes nothing after a read has shown the organization", async () => {
    const api = asserted([{ status: 200, body: foreignBody("group-x") }]);
    await expectRefused(api.mappings.get("group-x"));
    await expectRefused(write(api));
    expect(api.sent()).toEqual(["GET group-mappings/group-x"]);
  });

  test("writes nothing where the look at the organization fails", async () => {
    const api = asserted([{ status: 500, body: { message: "no" } }]);
    await failureOf(write(api));
    expect(api.sent()).toEqual(["GET group-mappings"]);
  });
});

describe("with credentials of the asserted organization", () => {
  test("one look is enough for all writes at once, and for all that follow", async () => {
    const written: Step = { status: 200, body: body("group-a") };
    const api = asserted([ours, written, written, written, written]);
    await Promise.all([1, 2, 3].map(() => api.mappings.update("group-a", { filter: "x" })));
    await api.mappings.update("group-a", { filter: "y" });
    const [first, ...rest] = api.sent();
    expect(first).toBe("GET group-mappings");
    expect(rest).toEqual(Array<string>(4).fill("PATCH group-mappings/group-a"));
  });

  test("no look is needed after a read", async () => {
    const api = asserted([{ status: 200, body: body("group-a") }, { status: 204 }]);
    await api.mappings.get("group-a");
    await api.mappings.delete("group-a");
    expect(api.sent()).toEqual(["GET group-mappings/group-a", "DELETE group-mappings/group-a"]);
  });

  test("upper and lower case in the organization's id are the same", async () => {
    const api = asserted([ours, { status: 204 }], ORGANIZATION.toUpperCase());
    await api.mappings.delete("group-a");
    expect(api.sent()).toHaveLength(2);
  });

  test("a failed look is tried again by the next write", async () => {
    const api = asserted([{ status: 500 }, ours, { status: 204 }]);
    await failureOf(api.mappings.delete("group-a"));
    await api.mappings.delete("group-a");
    expect(api.sent()).toEqual(["GET group-mappings", "GET group-mappings", "DELETE group-mappings/group-a"]);
  });
});

describe("create in an organization without a mapping, which nothing names", () => {
  test("is done where the new mapping is in the asserted one", async () => {
    const api = asserted([empty, { status: 201, body: body("group-a") }]);
    await expect(api.mappings.create(WISH)).resolves.toMatchObject({ id: "group-a" });
  });

  test("takes the new mapping away again where it is in another one", async () => {
    const api = asserted([empty, { status: 201, body: foreignBody("group-x") }, { status: 204 }]);
    await expectRefused(api.mappings.create(WISH));
    expect(api.sent()).toEqual([
      "GET group-mappings",
      "POST group-mappings",
      "DELETE group-mappings/group-x",
    ]);
  });

  test("reads the new mapping where the answer does not say whose it is", async () => {
    const bare: Step = { status: 201, body: { id: "group-a" } };
    const api = asserted([empty, bare, { status: 200, body: body("group-a") }]);
    await expect(api.mappings.create(WISH)).resolves.toMatchObject({ id: "group-a" });
    expect(api.mappings.assertedOrganization).toBe(ORGANIZATION);
    const foreign = asserted([empty, bare, { status: 200, body: foreignBody("group-a") }, { status: 204 }]);
    await expectRefused(foreign.mappings.create(WISH));
    expect(foreign.sent().at(-1)).toBe("DELETE group-mappings/group-a");
  });

  test("keeps the new mapping where it cannot be read: it is created", async () => {
    const api = asserted([empty, { status: 201, body: { id: "group-a" } }, { status: 500 }]);
    await expect(api.mappings.create(WISH)).resolves.toMatchObject({ id: "group-a" });
    expect(api.mappings.assertedOrganization).toBeUndefined();
  });

  test("says that the new mapping was left behind where it cannot be taken away", async () => {
    const created: Step = { status: 201, body: foreignBody("group-x") };
    const api = asserted([empty, created, { status: 500, body: { message: "not now" } }]);
    const { message } = await failureOf(api.mappings.create(WISH));
    expect(message).toContain("group-x");
    expect(message).toContain("not now");
    expect(message).not.toContain("Nothing was changed");
  });
});

test("a change that turns out to be made in another organization is not called nothing", async () => {
  const api = asserted([
    empty,
    { status: 200, body: body("group-a", { metadata: foreignBody("group-a")["metadata"] }) },
  ]);
  const { message } = await failureOf(api.mappings.update("group-a", { filter: "x" }));
  expect(message).toContain(OTHER_ORGANIZATION);
  expect(message).not.toContain("Nothing was changed");
});

test("without organizationId nobody looks, and any organization will do", async () => {
  const api = scriptedApi([{ status: 201, body: foreignBody("group-x") }]);
  await api.mappings.create(WISH);
  expect(api.sent()).toEqual(["POST group-mappings"]);
});
