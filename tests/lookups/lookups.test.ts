import { Lookups } from "../../provider/lookups";
import { failureOf } from "../support/failureOf";
import { type FlakyApi, flakyApi } from "../support/flakyApi";
import { body, deletedBody, foreignBody, metadataOf, ORGANIZATION, page } from "../support/mappings";
import { scriptedApi, type Step } from "../support/scriptedApi";

const LIST = "GET group-mappings";

/** An organization with these display names, and a program with lookups. */
async function organizationOf(...displayNames: string[]) {
  const api = flakyApi();
  const ids: string[] = [];
  for (const display_name of displayNames) {
    const { id } = await api.clock.run(create(api, display_name));
    ids.push(id);
  }
  let seen = api.sent().length;
  /** The requests since the last call. */
  const sent = () => {
    const all = api.sent();
    const since = all.slice(seen);
    seen = all.length;
    return since;
  };
  return { api, ids, sent, lookups: new Lookups(api.mappings) };
}

const create = (api: FlakyApi, display_name: string) =>
  api.mappings.create({ display_name, description: "", filter: "g" });

const names = (count: number) => Array.from({ length: count }, (_, index) => `M${index}`);

describe("one list serves all lookups of a program", () => {
  test("that start together", async () => {
    const { api, ids, sent, lookups } = await organizationOf(...names(10));
    const found = await api.clock.run(
      Promise.all(
        ids.map((id, index) => (index % 2 === 0 ? lookups.byId(id) : lookups.byDisplayName(`M${index}`))),
      ),
    );
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(sent()).toEqual([LIST]);
  });

  test("that follow one another, by id, by name, and for all mappings", async () => {
    const { api, ids, sent, lookups } = await organizationOf(...names(10));
    for (const [index, id] of ids.entries()) {
      await expect(api.clock.run(lookups.byId(id))).resolves.toMatchObject({ displayName: `M${index}` });
      await expect(api.clock.run(lookups.byDisplayName(`M${index}`))).resolves.toMatchObject({ id });
    }
    await expect(api.clock.run(lookups.all())).resolves.toHaveLength(10);
    expect(sent()).toEqual([LIST]);
  });

  test("and reads each page of 1000 mappings once", async () => {
    const { api, ids, sent, lookups } = await organizationOf(...names(1000));
    await expect(api.clock.run(lookups.byDisplayName("M999"))).resolves.toMatchObject({ id: ids[999] });
    await expect(api.clock.run(lookups.byId(ids[500] ?? ""))).resolves.toMatchObject({ displayName: "M500" });
    expect(sent()).toEqual(Array<string>(10).fill(LIST));
  });

  test("but each program reads its own", async () => {
    const { api, ids, sent, lookups } = await organizationOf("Before");
    await api.clock.run(lookups.byId(ids[0] ?? ""));
    await api.clock.run(api.mappings.update(ids[0] ?? "", { display_name: "After" }));
    await expect(api.clock.run(lookups.byId(ids[0] ?? ""))).resolves.toMatchObject({ displayName: "Before" });
    const next = new Lookups(api.mappings);
    await expect(api.clock.run(next.byId(ids[0] ?? ""))).resolves.toMatchObject({ displayName: "After" });
    expect(sent()).toEqual([LIST, `PATCH ${ids[0] ?? ""}`, LIST]);
  });
});

test("and the results are complete and frozen", async () => {
  const { api, ids, lookups } = await organizationOf("Admins");
  const [id = ""] = ids;
  const found = await api.clock.run(lookups.byId(id));
  const [credentials] = api.emulator.credentials;
  expect(found).toStrictEqual({
    id,
    displayName: "Admins",
    description: "",
    filter: "g",
    principal: id,
    state: "ENABLED",
    resourceName: `crn://confluent.cloud/organization=${credentials?.organizationId ?? ""}/group-mapping=${id}`,
    createdAt: "2024-01-01T00:00:00.000Z",
    updatedAt: "2024-01-01T00:00:00.000Z",
    roleBindingPrincipal: `User:${id}`,
  });
  const all = await api.clock.run(lookups.all());
  expect([Object.isFrozen(found), Object.isFrozen(all), ...all.map(Object.isFrozen)]).toEqual([
    true,
    true,
    true,
  ]);
});

describe("a mapping that the program created after its list was read", () => {
  test("is found by its id with one GET", async () => {
    const { api, sent, lookups } = await organizationOf("Old");
    await api.clock.run(lookups.all());
    const { id } = await api.clock.run(create(api, "New"));
    await expect(api.clock.run(lookups.byId(id))).resolves.toMatchObject({ displayName: "New" });
    expect(sent()).toEqual([LIST, "POST", `GET ${id}`]);
  });

  test("is found by its name with a second list, which serves later lookups", async () => {
    const { api, sent, lookups } = await organizationOf("Old");
    await api.clock.run(lookups.all());
    const { id } = await api.clock.run(create(api, "New"));
    await api.clock.run(create(api, "Newer"));
    const found = [lookups.byDisplayName("New"), lookups.byDisplayName("Newer")];
    await expect(api.clock.run(Promise.all(found))).resolves.toMatchObject([
      { id },
      { displayName: "Newer" },
    ]);
    await api.clock.run(lookups.byDisplayName("New"));
    expect(sent()).toEqual([LIST, "POST", "POST", LIST]);
  });
});

describe("a mapping that the organization does not have", () => {
  test("is an error by name, after one list, or two if the first began earlier", async () => {
    const { api, sent, lookups } = await organizationOf("Old");
    const missing = [failureOf(lookups.byDisplayName("Missing")), failureOf(lookups.byDisplayName("Absent"))];
    const [first, second] = await api.clock.run(Promise.all(missing));
    expect(first?.message).toContain('Cannot get group mapping "Missing"');
    expect(second?.message).toContain('Cannot get group mapping "Absent"');
    expect(sent()).toEqual([LIST]);
    await api.clock.run(failureOf(lookups.byDisplayName("Missing")));
    expect(sent()).toEqual([LIST]);
  });

  test.each([403, 404] as const)("is an error by id if the API returns %i", async (missing) => {
    const api = flakyApi({ missing });
    await api.clock.run(create(api, "One"));
    const { message } = await api.clock.run(failureOf(new Lookups(api.mappings).byId("group-gone")));
    expect(message).toContain(
      "Cannot get group mapping group-gone: the organization of these credentials has no",
    );
    expect(api.sent().slice(1)).toEqual([LIST, "GET group-gone"]);
  });

  test("includes one that is being deleted, even if the API still returns it", async () => {
    const api = flakyApi({ deletionLag: 60_000 });
    const { id } = await api.clock.run(create(api, "Leaving"));
    await api.clock.run(create(api, "Staying"));
    await api.clock.run(api.mappings.delete(id));
    const lookups = new Lookups(api.mappings);
    await expect(api.clock.run(lookups.all())).resolves.toMatchObject([{ displayName: "Staying" }]);
    await expect(api.clock.run(failureOf(lookups.byId(id)))).resolves.toMatchObject({
      message: expect.stringContaining(`has no group mapping with this id`) as string,
    });
    const { message } = await api.clock.run(failureOf(lookups.byDisplayName("Leaving")));
    expect(message).toContain("has no group mapping with this display name");
  });

  test("is not an error if all mappings are requested: the result is empty", async () => {
    const { api, lookups } = await organizationOf();
    await expect(api.clock.run(lookups.all())).resolves.toEqual([]);
  });
});

describe("a list that fails", () => {
  test("fails all lookups that wait for it, and the next lookup reads it again", async () => {
    const { api, ids, sent, lookups } = await organizationOf("One");
    api.emulator.addFault({ on: { method: "GET" }, do: { status: 401, body: { message: "not you" } } });
    const errors = await api.clock.run(
      Promise.all([failureOf(lookups.byId(ids[0] ?? "")), failureOf(lookups.byDisplayName("One"))]),
    );
    expect(errors[0].message).toContain(
      "Cannot list the group mappings of the organization: the API answered 401",
    );
    expect(errors[1].message).toBe(errors[0].message);
    await expect(api.clock.run(lookups.byDisplayName("One"))).resolves.toMatchObject({ id: ids[0] });
    expect(sent()).toEqual([LIST, LIST]);
  });

  test("is retried within the limits if that can help", async () => {
    const { api, ids, sent, lookups } = await organizationOf("One");
    api.emulator.addFault({ on: { method: "GET", times: 3 }, do: { status: 503 } });
    await expect(api.clock.run(lookups.byDisplayName("One"))).resolves.toMatchObject({ id: ids[0] });
    expect(sent()).toEqual([LIST, LIST, LIST, LIST]);
  });
});

describe("with a scripted API", () => {
  const listing = (...mappings: unknown[]): Step => ({ status: 200, body: page(mappings) });

  test("a mapping that does not belong to the asserted organization is an error", async () => {
    const { mappings } = scriptedApi([listing(foreignBody("group-a"))], { organizationId: ORGANIZATION });
    const error = await failureOf(new Lookups(mappings).byId("group-a"));
    expect(error.message.split("\n", 1)[0]).toMatch(/ \[CSSO-1103\]$/);
    expect(error.message).toContain(`organizationId is ${ORGANIZATION}`);
  });

  test("an incomplete item of the list is requested by a GET", async () => {
    const { mappings, sent } = scriptedApi([
      listing({ ...body("group-a"), filter: undefined }, body("group-b")),
      { status: 200, body: body("group-a", { filter: "asked for" }) },
    ]);
    await expect(new Lookups(mappings).byId("group-a")).resolves.toMatchObject({ filter: "asked for" });
    expect(sent()).toEqual(["GET group-mappings", "GET group-mappings/group-a"]);
  });

  test("a mapping on two pages, because it moved while they were read, is returned once with its last version", async () => {
    const { mappings } = scriptedApi([
      { status: 200, body: page([body("group-a"), body("group-b")], "?page_token=1") },
      { status: 200, body: page([body("group-a", { display_name: "Moved" })]) },
    ]);
    const all = await new Lookups(mappings).all();
    expect(all.map(({ id, displayName }) => [id, displayName])).toEqual([
      ["group-a", "Moved"],
      ["group-b", "Admins"],
    ]);
  });

  test("a mapping without a filter, even in the GET, is an error that names it", async () => {
    const bare = { ...body("group-a"), filter: undefined };
    const { mappings } = scriptedApi([listing(bare), { status: 200, body: bare }]);
    const { message } = await failureOf(new Lookups(mappings).all());
    expect(message).toContain("group mapping group-a:");
    expect(message).toContain("it has no filter");
  });

  test("a missing output is undefined, and a missing description is empty", async () => {
    const bare = { id: "group-a", display_name: "Bare", filter: "f", description: null, metadata: null };
    const { mappings } = scriptedApi([listing(bare)]);
    await expect(new Lookups(mappings).byDisplayName("Bare")).resolves.toStrictEqual({
      id: "group-a",
      displayName: "Bare",
      description: "",
      filter: "f",
      principal: undefined,
      state: undefined,
      resourceName: undefined,
      createdAt: undefined,
      updatedAt: undefined,
      roleBindingPrincipal: "User:group-a",
    });
  });

  test("a mapping that is not in the list and is being deleted is missing", async () => {
    const { mappings } = scriptedApi([listing(), { status: 200, body: deletedBody("group-a") }]);
    const { message } = await failureOf(new Lookups(mappings).byId("group-a"));
    expect(message).toContain("has no group mapping with this id");
  });

  test("any other error about a mapping that is not in the list is thrown unchanged", async () => {
    const { mappings } = scriptedApi([listing(), { status: 401, body: { message: "no more" } }]);
    const { message } = await failureOf(new Lookups(mappings).byId("group-a"));
    expect(message).toContain("Cannot read group mapping group-a: the API answered 401");
  });

  test("the year 1 does not mean deleted", async () => {
    const alive = body("group-a", {
      metadata: metadataOf("group-a", ORGANIZATION, { deleted_at: "0001-01-01T00:00:00Z" }),
    });
    const { mappings } = scriptedApi([listing(alive)]);
    await expect(new Lookups(mappings).byId("group-a")).resolves.toMatchObject({ id: "group-a" });
  });

  test("a malformed id is not sent", async () => {
    const { mappings, sent } = scriptedApi([listing(body("group-a"))]);
    const { message } = await failureOf(new Lookups(mappings).byId(".."));
    expect(message).toContain('".." is not the id of a group mapping');
    expect(sent()).toEqual(["GET group-mappings"]);
  });
});
