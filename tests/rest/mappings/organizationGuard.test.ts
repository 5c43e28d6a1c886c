import { toWire } from "../../../provider/wire";
import { WrongOrganizationError } from "../../../provider/rest/mappings";
import { failureOf } from "../../support/failureOf";
import {
  body,
  foreignBody,
  INPUTS,
  ORGANIZATION,
  organizationsPage,
  OTHER_ORGANIZATION,
  page,
} from "../../support/mappings";
import { type ScriptedApi, scriptedApi, SETTINGS, type Step } from "../../support/scriptedApi";

const WISH = toWire(INPUTS);
const ours: Step = { status: 200, body: page([body("group-a")], "?page_token=1") };
const theirs: Step = { status: 200, body: page([foreignBody("group-x")]) };
const empty: Step = { status: 200, body: page([]) };

const organizations = (...ids: string[]): Step => ({ status: 200, body: organizationsPage(...ids) });

/** An API for a user who asserts ORGANIZATION. */
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

describe.each(WRITES)("%s with credentials that do not belong to organizationId", (_operation, write) => {
  test("writes nothing", async () => {
    const api = asserted([theirs]);
    await expectRefused(write(api));
    expect(api.sent()).toEqual(["GET group-mappings"]);
    expect(api.requests[0]?.query).toEqual({ page_size: "100" });
  });

  test("writes nothing on the second attempt", async () => {
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

  test("writes nothing if the organization cannot be read", async () => {
    const api = asserted([{ status: 500, body: { message: "no" } }]);
    await failureOf(write(api));
    expect(api.sent()).toEqual(["GET group-mappings"]);
  });
});

describe("with credentials of the asserted organization", () => {
  test("one check is enough for concurrent and all later writes", async () => {
    const written: Step = { status: 200, body: body("group-a") };
    const api = asserted([ours, written, written, written, written]);
    await Promise.all([1, 2, 3].map(() => api.mappings.update("group-a", { filter: "x" })));
    await api.mappings.update("group-a", { filter: "y" });
    const [first, ...rest] = api.sent();
    expect(first).toBe("GET group-mappings");
    expect(rest).toEqual(Array<string>(4).fill("PATCH group-mappings/group-a"));
  });

  test("no check is needed after a read", async () => {
    const api = asserted([{ status: 200, body: body("group-a") }, { status: 204 }]);
    await api.mappings.get("group-a");
    await api.mappings.delete("group-a");
    expect(api.sent()).toEqual(["GET group-mappings/group-a", "DELETE group-mappings/group-a"]);
  });

  test("the case of the organization's id does not matter", async () => {
    const api = asserted([ours, { status: 204 }], ORGANIZATION.toUpperCase());
    await api.mappings.delete("group-a");
    expect(api.sent()).toHaveLength(2);
  });

  test("a failed check is repeated by the next write", async () => {
    const api = asserted([{ status: 500 }, ours, { status: 204 }]);
    await failureOf(api.mappings.delete("group-a"));
    await api.mappings.delete("group-a");
    expect(api.sent()).toEqual(["GET group-mappings", "GET group-mappings", "DELETE group-mappings/group-a"]);
  });
});

describe.each(WRITES)("%s in an organization whose list does not name it", (operation, write) => {
  const unnamed: Step = { status: 200, body: page([body("group-z", { metadata: null })]) };

  test.each([
    ["is empty", empty],
    ["has no CRN", unnamed],
  ])("requests the organization before it writes, if the list %s", async (_what, list) => {
    const api = asserted([list, organizations(ORGANIZATION), { status: 201, body: body("group-a") }]);
    await write(api);
    expect(api.requests.map(({ method, path }) => `${method} ${path}`).slice(0, 2)).toEqual([
      "GET /iam/v2/sso/group-mappings",
      "GET /org/v2/organizations",
    ]);
    expect(api.requests).toHaveLength(3);
    expect(api.mappings.organization.verified).toBe(ORGANIZATION);
  });

  test("writes nothing if it is another organization", async () => {
    const api = asserted([empty, organizations(OTHER_ORGANIZATION)]);
    await expectRefused(write(api));
    expect(api.requests).toHaveLength(2);
  });

  test.each<[string, Step, string, tries?: number]>([
    ["is rejected", { status: 403, body: { message: "ORG-REASON" } }, "ORG-REASON"],
    ["is unavailable", { status: 503, body: { message: "ORG-REASON" } }, "ORG-REASON"],
    ["does not exist", { status: 404, body: { message: "ORG-REASON" } }, "ORG-REASON"],
    ["has no response", new Error("ORG-REASON"), "ORG-REASON"],
    ["is not JSON", { status: 200, body: "<html>" }, "it is not JSON", 2],
    ["names no organization", organizations(), "does not have exactly one organization"],
    [
      "names two organizations",
      organizations(ORGANIZATION, OTHER_ORGANIZATION),
      "does not have exactly one organization",
    ],
  ])("writes nothing if the request for the organization %s", async (_what, step, reason, tries = 1) => {
    const api = asserted([empty, ...Array.from({ length: tries }, () => step)]);
    const { message } = await failureOf(write(api));
    expect(message).toContain(`Cannot ${operation} group mapping`);
    expect(message).toContain("organizationId could not be verified. Nothing was written.");
    expect(message).toContain("Cannot identify the organization of these credentials");
    expect(message).toContain(reason);
    // The error of that request says what the credentials need.
    expect(message).toMatch(/\nTo write without this check, remove the setting organizationId\.$/);
    expect(api.requests).toHaveLength(1 + tries);
  });

  test("requests the organization again after a failure, but reads the list only once", async () => {
    const api = asserted([
      empty,
      { status: 503 },
      organizations(ORGANIZATION),
      { status: 201, body: body("group-a") },
    ]);
    await failureOf(write(api));
    await write(api);
    expect(api.requests).toHaveLength(4);
  });
});

test("an incomplete list that names the organization is enough; otherwise the organization is requested", async () => {
  const written: Step = { status: 200, body: {} };
  const incomplete = (...data: unknown[]): Step => ({
    status: 200,
    body: { data, metadata: { total_size: 9 } },
  });
  const named = asserted([incomplete(body("group-a")), written]);
  await named.mappings.update("group-a", { filter: "x" });
  expect(named.requests).toHaveLength(2);
  const unnamed = asserted([incomplete(), organizations(ORGANIZATION), written]);
  await unnamed.mappings.update("group-a", { filter: "x" });
  expect(unnamed.requests).toHaveLength(3);
});

test("concurrent writes request the organization once", async () => {
  const written: Step = { status: 200, body: {} };
  const api = asserted([empty, organizations(ORGANIZATION.toUpperCase()), written, written, written]);
  await Promise.all([1, 2, 3].map(() => api.mappings.update("group-a", { filter: "x" })));
  expect(api.requests).toHaveLength(5);
});

test("a mapping that is created in another organization than the verified one is named in the error", async () => {
  const api = asserted([empty, organizations(ORGANIZATION), { status: 201, body: foreignBody("group-x") }]);
  const { message } = await failureOf(api.mappings.create(WISH));
  expect(message).toContain(OTHER_ORGANIZATION);
  expect(message).toContain("Group mapping group-x was created in that organization");
});

test('an update that turns out to be in another organization is not reported as "nothing was written"', async () => {
  const api = asserted([
    empty,
    organizations(ORGANIZATION),
    { status: 200, body: body("group-a", { metadata: foreignBody("group-a")["metadata"] }) },
  ]);
  const { message } = await failureOf(api.mappings.update("group-a", { filter: "x" }));
  expect(message).toContain(OTHER_ORGANIZATION);
  expect(message).not.toContain("Nothing was changed");
});

test("without organizationId, there is no check and any organization is allowed", async () => {
  const api = scriptedApi([{ status: 201, body: foreignBody("group-x") }]);
  await api.mappings.create(WISH);
  expect(api.sent()).toEqual(["POST group-mappings"]);
});

test("no part of a secret is shown as an organization, even if it contains a slash", async () => {
  const { apiSecret } = SETTINGS.credentials;
  const metadata = { resource_name: `crn://confluent.cloud/organization=${apiSecret}/group-mapping=x` };
  const api = asserted([{ status: 200, body: { ...body("group-a"), metadata } }]);
  const { message } = await failureOf(api.mappings.get("group-a"));
  expect(message).toContain("belong to organization [redacted]");
});
