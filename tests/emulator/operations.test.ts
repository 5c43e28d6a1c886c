import { DEFAULT_ORGANIZATION_ID, type Emulator, type EmulatorOptions } from "../../emulator/index";
import { COLLECTION_PATH, type GroupMapping } from "../../provider/wire";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { anyExchange, call, create, DEVELOPERS, failure, itemPath, names, refused } from "./client";

const START = Date.parse("2024-05-06T07:08:09.123Z");

let time: number;
let emulator: Emulator;
let url: string;

async function start(options: EmulatorOptions & { expectViolations?: typeof refused } = {}): Promise<void> {
  time = START;
  emulator = await startCheckedEmulator({ clock: () => new Date(time), ...options });
  ({ url } = emulator);
}

afterEach(() => emulator.close());

describe("POST", () => {
  test("returns 201, the mapping, and its location", async () => {
    await start();
    const { status, headers, body } = await call(url, "POST", COLLECTION_PATH, { body: DEVELOPERS });
    const { id } = body as GroupMapping;
    expect(status).toBe(201);
    expect(headers["location"]).toBe(`${url}${COLLECTION_PATH}/${id}`);
    expect(id).toMatch(/^group-[a-z0-9]{6}$/);
    expect(body).toEqual({
      api_version: "iam/v2",
      kind: "GroupMapping",
      id,
      metadata: {
        self: `${url}${COLLECTION_PATH}/${id}`,
        resource_name: `crn://confluent.cloud/organization=${DEFAULT_ORGANIZATION_ID}/group-mapping=${id}`,
        created_at: "2024-05-06T07:08:09.123Z",
        updated_at: "2024-05-06T07:08:09.123Z",
      },
      ...DEVELOPERS,
      principal: id,
      state: "ENABLED",
    });
  });

  test("accepts a duplicate display name and an empty description, and ignores unknown properties", async () => {
    await start({ expectViolations: anyExchange });
    const first = await create(url, { description: "" });
    const second = await call(url, "POST", COLLECTION_PATH, {
      body: { ...DEVELOPERS, id: "group-mine", colour: 1 },
    });
    expect(second.status).toBe(201);
    expect(second.body).not.toHaveProperty("colour");
    expect((second.body as GroupMapping).id).not.toBe("group-mine");
    expect(emulator.mappings().map(({ description }) => description)).toEqual(["", DEVELOPERS.description]);
    expect(first.description).toBe("");
  });

  test.each([
    ["missing", { display_name: "a", filter: "b" }],
    ["null", { display_name: "a", filter: "b", description: null }],
    ["missing like all other properties", {}],
  ])("rejects a description that is %s with the message of the live API", async (_how, body) => {
    await start({ expectViolations: refused });
    const words = "Cannot construct instance of CreateGroupMappingsRequest, problem: Null description";
    expect(await call(url, "POST", COLLECTION_PATH, { body })).toEqual(failure(400, "bad_request", words));
  });

  test.each([
    ["an empty display_name", { display_name: "" }, ["/display_name"]],
    ["a missing display_name", { display_name: undefined }, ["/display_name"]],
    ["a blank filter", { filter: " \t" }, ["/filter"]],
    ["a null filter", { filter: null }, ["/filter"]],
    ["both", { display_name: " ", filter: "" }, ["/display_name", "/filter"]],
  ])("returns 422 with one entry per property for %s", async (_what, wrong, pointers) => {
    await start({ expectViolations: refused });
    const { status, body } = await call(url, "POST", COLLECTION_PATH, { body: { ...DEVELOPERS, ...wrong } });
    expect(status).toBe(422);
    expect(
      (body as { errors: { source: { pointer: string } }[] }).errors.map(({ source }) => source.pointer),
    ).toEqual(pointers);
    expect(emulator.mappings()).toEqual([]);
  });

  test.each([
    ["no body", undefined],
    ["what is not JSON", "{"],
    ["an array", "[]"],
    ["a null", "null"],
    ["a number as display_name", JSON.stringify({ ...DEVELOPERS, display_name: 7 })],
    ["an object as description", JSON.stringify({ ...DEVELOPERS, description: {} })],
    ["a list as filter", JSON.stringify({ ...DEVELOPERS, filter: ["a"] })],
  ])("answers 400 to %s", async (_what, body) => {
    await start({ expectViolations: refused });
    expect(await call(url, "POST", COLLECTION_PATH, { body })).toEqual(failure(400, "bad_request"));
  });

  test("returns 402 if the quota is reached, until a mapping is deleted", async () => {
    await start({ quota: 2 });
    const first = await create(url);
    await create(url);
    const answer = await call(url, "POST", COLLECTION_PATH, { body: DEVELOPERS });
    const words = /^The request would exceed the quota: .*iam\.max_group_mappings\.per_org.*\b2\b/;
    expect(answer).toEqual(failure(402, "quota_exceeded", expect.stringMatching(words)));
    await call(url, "DELETE", itemPath(first));
    await create(url);
    expect(emulator.mappings()).toHaveLength(2);
  });

  test("enforces the quota for concurrent requests", async () => {
    await start({ quota: 3 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call(url, "POST", COLLECTION_PATH, { body: DEVELOPERS })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(emulator.mappings()).toHaveLength(3);
  });
});

describe("GET", () => {
  test("returns the same mapping as POST", async () => {
    await start();
    const created = await create(url);
    expect(await call(url, "GET", itemPath(created))).toMatchObject({ status: 200, body: created });
  });
});

describe("PATCH", () => {
  test("changes the given properties, keeps the others, and increases updated_at", async () => {
    await start();
    const created = await create(url);
    time += 60_000;
    const { status, body } = await call(url, "PATCH", itemPath(created), { body: { description: "" } });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...created,
      description: "",
      metadata: { ...created.metadata, updated_at: "2024-05-06T07:09:09.123Z" },
    });
    expect(emulator.mappings()).toEqual([body]);
  });

  test("increases updated_at even if the clock does not advance", async () => {
    await start();
    const created = await create(url);
    const { body } = await call(url, "PATCH", itemPath(created), { body: { filter: "true" } });
    expect((body as GroupMapping).metadata?.updated_at).toBe("2024-05-06T07:08:09.124Z");
  });

  test.each([
    ["nothing", {}],
    ["only unknown properties", { principal: "group-other", color: "red" }],
  ])("changes nothing for %s", async (_what, body) => {
    await start();
    const created = await create(url);
    time += 1;
    expect(await call(url, "PATCH", itemPath(created), { body })).toMatchObject({
      status: 200,
      body: created,
    });
  });

  test.each([
    ["an empty display_name", { display_name: "" }, "/display_name"],
    ["a blank filter", { filter: " " }, "/filter"],
  ])("answers 422 to %s", async (_what, body, pointer) => {
    await start();
    const created = await create(url);
    const answer = await call(url, "PATCH", itemPath(created), { body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ source: { pointer } }] } });
    expect(emulator.mappings()).toEqual([created]);
  });

  test.each([
    ["a null description", '{"description":null}'],
    ["a null filter", '{"filter":null}'],
    ["a number", '{"display_name":1}'],
    ["what is not JSON", "description=x"],
    ["a string", '"x"'],
  ])("answers 400 to %s", async (_what, body) => {
    await start({ expectViolations: refused });
    const created = await create(url);
    expect(await call(url, "PATCH", itemPath(created), { body })).toEqual(failure(400, "bad_request"));
    expect(emulator.mappings()).toEqual([created]);
  });

  test("applies all concurrent changes", async () => {
    await start();
    const created = await create(url);
    const changes = [{ display_name: "n" }, { description: "d" }, { filter: "f" }];
    await Promise.all(changes.map((body) => call(url, "PATCH", itemPath(created), { body })));
    expect(emulator.mappings()).toMatchObject([{ display_name: "n", description: "d", filter: "f" }]);
  });
});

describe("DELETE", () => {
  test("returns 204 without a body, and deletes the mapping", async () => {
    await start();
    const created = await create(url);
    await create(url, { display_name: "stays" });
    const { status, body } = await call(url, "DELETE", itemPath(created));
    expect({ status, body }).toEqual({ status: 204, body: "" });
    expect(await names(url)).toEqual(["stays"]);
    expect(emulator.mappings()).toMatchObject([{ display_name: "stays" }]);
  });

  test("succeeds only once for concurrent requests", async () => {
    await start();
    const created = await create(url);
    const answers = await Promise.all([1, 2, 3].map(() => call(url, "DELETE", itemPath(created))));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403]);
  });
});

describe("an id that does not exist", () => {
  const methods = [["GET"], ["PATCH"], ["DELETE"]];

  test.each(methods)("causes a 403 for %s, like the live API", async (method) => {
    await start();
    const created = await create(url);
    await call(url, "DELETE", itemPath(created));
    const answer = await call(url, method, itemPath(created), method === "PATCH" ? { body: {} } : {});
    expect(answer).toEqual(failure(403, "forbidden_access", "Forbidden Access"));
  });

  test.each(methods)("causes a 404 for %s if missing is 404", async (method) => {
    await start({ missing: 404 });
    const answer = await call(
      url,
      method,
      `${COLLECTION_PATH}/group-never`,
      method === "PATCH" ? { body: {} } : {},
    );
    expect(answer).toEqual(failure(404, "group_mapping_not_found"));
  });
});

describe("a deletion lag", () => {
  const deletionLag = 5_000;

  test("keeps the mapping in GET and LIST with deleted_at until it is over", async () => {
    await start({ deletionLag });
    const created = await create(url);
    time += 1_000;
    await call(url, "DELETE", itemPath(created));
    const deleted = { ...created, metadata: { ...created.metadata, deleted_at: "2024-05-06T07:08:10.123Z" } };
    time += deletionLag - 1;
    expect(await call(url, "GET", itemPath(created))).toMatchObject({ status: 200, body: deleted });
    expect(await call(url, "GET")).toMatchObject({ body: { data: [deleted], metadata: { total_size: 1 } } });
    expect(emulator.mappings()).toEqual([]);
    time += 1;
    expect(await call(url, "GET", itemPath(created))).toMatchObject({ status: 403 });
    expect(await names(url)).toEqual([]);
  });

  test("does not allow another change or deletion, and does not count toward the quota", async () => {
    await start({ deletionLag, quota: 1 });
    const created = await create(url);
    await call(url, "DELETE", itemPath(created));
    expect(await call(url, "PATCH", itemPath(created), { body: { filter: "true" } })).toMatchObject({
      status: 403,
    });
    expect(await call(url, "DELETE", itemPath(created))).toMatchObject({ status: 403 });
    await create(url);
  });
});

describe("routes", () => {
  test.each([
    ["PUT", COLLECTION_PATH],
    ["POST", `${COLLECTION_PATH}/group-a1b2`],
  ])("%s %s returns 404", async (method, path) => {
    await start({ expectViolations: anyExchange });
    expect(await call(url, method, path)).toEqual(failure(404, "resource_not_found"));
  });

  test.each(["/", "/iam/v2/sso", `${COLLECTION_PATH}/`, `${COLLECTION_PATH}/a/b`])(
    "the unknown path %s returns 404",
    async (path) => {
      await start({ expectViolations: anyExchange });
      expect(await call(url, "GET", path)).toEqual(failure(404, "resource_not_found"));
    },
  );
});
