import { InvalidResponseError } from "../../../provider/rest/http";
import type { GroupMappings } from "../../../provider/rest/mappings";
import { toWire } from "../../../provider/wire";
import { body, INPUTS, metadataOf, page } from "../../support/mappings";
import { failureOf } from "../../support/failureOf";
import { scriptedApi, type ScriptedAnswer } from "../../support/scriptedApi";

const WISH = toWire(INPUTS);
const COLLECTION = "https://api.confluent.cloud/iam/v2/sso/group-mappings";

describe("create", () => {
  test.each<[string, ScriptedAnswer, string]>([
    ["201", { status: 201, body: body("group-a") }, "group-a"],
    ["200", { status: 200, body: body("group-a") }, "group-a"],
    ["an id of an old organization", { status: 201, body: body("pool-a") }, "pool-a"],
    [
      "201 with both an id and a Location",
      { status: 201, body: body("group-a"), headers: { location: `${COLLECTION}/group-b` } },
      "group-a",
    ],
    ["only a Location", { status: 201, headers: { location: `${COLLECTION}/group-a` } }, "group-a"],
    [
      "a relative Location",
      { status: 201, headers: { Location: "/iam/v2/sso/group-mappings/group-a" } },
      "group-a",
    ],
    [
      "a Location on another host, with a query",
      { status: 201, headers: { location: "https://x.example/iam/v2/sso/group-mappings/a%2Fb/?x=1#y" } },
      "a/b",
    ],
    [
      "a Location if the body cannot be read",
      { status: 201, body: "<html>", headers: { location: `${COLLECTION}/group-a` } },
      "group-a",
    ],
    [
      "an empty id and a Location",
      { status: 201, body: body(""), headers: { location: `${COLLECTION}/group-a` } },
      "group-a",
    ],
    [
      "a null id and a Location",
      { status: 201, body: body("", { id: null }), headers: { location: `${COLLECTION}/group-a` } },
      "group-a",
    ],
    ["202", { status: 202, body: body("group-a") }, "group-a"],
    ["204 and a Location", { status: 204, headers: { location: `${COLLECTION}/group-a` } }, "group-a"],
    [
      "a body whose other fields are odd",
      { status: 201, body: body("group-a", { display_name: 7 }) },
      "group-a",
    ],
  ])("takes the id from %s", async (_what, answer, id) => {
    const { mappings, requests, sent } = scriptedApi([answer]);
    await expect(mappings.create(WISH)).resolves.toMatchObject({ id });
    expect(sent()).toEqual(["POST group-mappings"]);
    expect(requests[0]?.body).toEqual(WISH);
  });

  test.each<[string, ScriptedAnswer]>([
    ["neither an id nor a Location", { status: 201, body: body("", { id: undefined }) }],
    ["nothing", { status: 201 }],
    ["a Location of another resource", { status: 201, headers: { location: "https://x.example/login" } }],
    ["a Location of the collection", { status: 201, headers: { location: `${COLLECTION}/` } }],
    ["an HTML page", { status: 200, body: "<html><title>Sign in</title></html>" }],
    ["a list", { status: 201, body: [] }],
    ["an id that is not a string", { status: 201, body: { id: 7 } }],
  ])("says that the mapping may exist if the response is %s", async (_what, answer) => {
    const { mappings } = scriptedApi([answer]);
    const error = await failureOf(mappings.create(WISH));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain('Cannot create group mapping "Admins"');
    expect(error.message).toContain("The mapping may exist");
  });
});

describe("create fails if the response", () => {
  test.each(["..", ".", " ", "group a", "group-a\n", "\ud800", "g".repeat(256)])(
    "has the malformed id %j, even if its Location names a mapping",
    async (id) => {
      const answer = { status: 201, body: body(id), headers: { location: `${COLLECTION}/group-a` } };
      const error = await failureOf(scriptedApi([answer]).mappings.create(WISH));
      expect(error).toBeInstanceOf(InvalidResponseError);
      expect(error.message).toContain("is malformed");
    },
  );

  test.each<[string, (mappings: GroupMappings) => Promise<unknown>, ScriptedAnswer]>([
    ["created", (mappings) => mappings.create(WISH), { status: 201, body: body("group-a") }],
    ["read", (mappings) => mappings.get("group-a"), { status: 200, body: body("group-a") }],
    ["failed to read", (mappings) => mappings.get("group-a").catch(() => undefined), { status: 500 }],
    ["listed", (mappings) => mappings.reads.all(), { status: 200, body: page([body("group-a")]) }],
    ["updated", (mappings) => mappings.update("group-a", { filter: "x" }), { status: 200 }],
    ["deleted", (mappings) => mappings.delete("group-a"), { status: 204 }],
  ])("has the id of a mapping that this process has %s before", async (_what, run, answer) => {
    const { mappings } = scriptedApi([answer, { status: 201, body: body("group-a") }]);
    await run(mappings);
    const error = await failureOf(mappings.create(WISH));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain("it is about group-a, a mapping that existed before this request");
  });

  test("has the id from a later POST that has already ended", async () => {
    const { mappings } = scriptedApi([
      { status: 201, body: body("group-a") },
      { status: 201, body: body("group-a") },
    ]);
    const [one, two] = await Promise.allSettled([mappings.create(WISH), mappings.create(WISH)]);
    expect([one.status, two.status]).toEqual(["fulfilled", "rejected"]);
  });

  test("is about another mapping, even if one of its properties cannot be read", async () => {
    const foreign = body("group-x", { display_name: "Guests", filter: "guests", state: 3 });
    const error = await failureOf(scriptedApi([{ status: 201, body: foreign }]).mappings.create(WISH));
    expect(error.message).toContain("it is about another mapping, group-x");
  });

  test("has another display name and another filter", async () => {
    const foreign = body("group-x", { display_name: "Guests", filter: "guests" });
    const error = await failureOf(scriptedApi([{ status: 201, body: foreign }]).mappings.create(WISH));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain("it is about another mapping, group-x");
  });
});

test.each([
  ["the API reformats the filter", { filter: "admins" }],
  [
    "the API truncates the display name and changes the case of the filter",
    { display_name: "Adm", filter: "X" },
  ],
  ["the API changes spaces", { display_name: " admins", filter: "other" }],
  ["the response has neither display name nor filter", { display_name: undefined, filter: undefined }],
])("create succeeds if %s", async (_what, fields) => {
  const { mappings } = scriptedApi([{ status: 201, body: body("group-a", fields) }]);
  await expect(mappings.create(WISH)).resolves.toMatchObject({ id: "group-a" });
});

describe("get", () => {
  test("sends one GET", async () => {
    const { mappings, sent } = scriptedApi([{ status: 200, body: body("group-a") }]);
    await expect(mappings.get("group-a")).resolves.toMatchObject({ id: "group-a", filter: INPUTS.filter });
    expect(sent()).toEqual(["GET group-mappings/group-a"]);
  });

  test.each<[string, unknown, string]>([
    ["another mapping", body("group-b"), "it is about another mapping, group-b"],
    ["HTML", "<html></html>", "it is not JSON"],
    ["half of its JSON", '{"id": "gro', "it is not JSON"],
    ["a list", [], "the response is a list, expected an object"],
    ["null", "null", "the response is null, expected an object"],
    [
      "a filter that is not a string",
      body("group-a", { filter: 7 }),
      "the response.filter is of type number",
    ],
    ["no body", undefined, "it has no body"],
    ["a body of spaces", " \n", "it has no body"],
  ])("fails with the cause if the response is %s", async (_what, answered, problem) => {
    const answer = { status: 200, statusText: "OK", headers: { "x-request-id": "r-1" }, body: answered };
    const isRepeated = !problem.includes("another mapping");
    const { mappings } = scriptedApi(isRepeated ? [answer, answer] : [answer]);
    const error = await failureOf(mappings.get("group-a", "Admins"));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain(
      'Cannot read group mapping "Admins" (group-a): the API\'s response cannot be read: ',
    );
    expect(error.message).toContain(problem);
    expect(error.message).toContain("(200 OK, request id r-1)");
  });

  test("is sent once more if the response cannot be read", async () => {
    const { mappings, sent } = scriptedApi([
      { status: 200, body: "<html>busy</html>" },
      { status: 200, body: body("group-a") },
    ]);
    await expect(mappings.get("group-a")).resolves.toMatchObject({ id: "group-a" });
    expect(sent()).toHaveLength(2);
  });

  test("returns the requested mapping if the response has no id", async () => {
    const { mappings } = scriptedApi([{ status: 200, body: body("", { id: undefined }) }]);
    await expect(mappings.get("group-a")).resolves.toMatchObject({ display_name: INPUTS.displayName });
  });
});

describe("update", () => {
  test.each<[string, ScriptedAnswer]>([
    ["200 without a body", { status: 200 }],
    ["202", { status: 202, body: "\n" }],
    ["204", { status: 204 }],
    ["an empty object", { status: 200, body: {} }],
  ])("succeeds with %s", async (_what, answer) => {
    const { mappings, requests, sent } = scriptedApi([answer]);
    await expect(mappings.update("group-a", { filter: "x" })).resolves.toEqual({});
    expect(sent()).toEqual(["PATCH group-mappings/group-a"]);
    expect(requests[0]?.body).toEqual({ filter: "x" });
  });

  test("returns the current mapping", async () => {
    const { mappings } = scriptedApi([{ status: 200, body: body("group-a", { filter: "x" }) }]);
    await expect(mappings.update("group-a", { filter: "x" })).resolves.toMatchObject({
      filter: "x",
      metadata: metadataOf("group-a"),
    });
  });

  test("fails if the response is about another mapping, because its data does not belong in this state", async () => {
    const { mappings } = scriptedApi([{ status: 200, body: body("group-b") }]);
    const { message } = await failureOf(mappings.update("group-a", { filter: "x" }));
    expect(message).toContain("group-b");
  });
});

describe("delete", () => {
  test.each([200, 202, 204])("succeeds with %i", async (status) => {
    const { mappings, sent } = scriptedApi([{ status }]);
    await mappings.delete("group-a");
    expect(sent()).toEqual(["DELETE group-mappings/group-a"]);
  });

  test.each([401, 403, 404, 409, 429, 500])("fails with %i", async (status) => {
    const { mappings } = scriptedApi([{ status, body: { message: "no" } }]);
    const error = await failureOf(mappings.delete("group-a"));
    expect(error).toMatchObject({ status });
    expect(error.message).toContain(`Cannot delete group mapping group-a: the API answered ${status}`);
  });
});

describe("an id in a path", () => {
  test.each([
    ["a/b", "a%2Fb"],
    ["ü", "%C3%BC"],
    ["a?b#c", "a%3Fb%23c"],
    ["a+b%c", "a%2Bb%25c"],
    ["...", "..."],
  ])("is encoded: %s", async (id, encoded) => {
    const { mappings, sent } = scriptedApi([
      { status: 200, body: body(id) },
      { status: 200 },
      { status: 204 },
    ]);
    await mappings.get(id);
    await mappings.update(id, { filter: "x" });
    await mappings.delete(id);
    expect(sent()).toEqual([
      `GET group-mappings/${encoded}`,
      `PATCH group-mappings/${encoded}`,
      `DELETE group-mappings/${encoded}`,
    ]);
  });

  test.each(["", ".", ".."])(
    "is rejected before sending if it is %j, which would change the path",
    async (id) => {
      const { mappings, sent } = scriptedApi();
      await failureOf(mappings.get(id));
      await failureOf(mappings.update(id, { filter: "x" }));
      await failureOf(mappings.delete(id));
      expect(sent()).toEqual([]);
    },
  );
});

test("a 401 names the source of the rejected key", async () => {
  const { mappings } = scriptedApi([{ status: 401 }]);
  const { message } = await failureOf(mappings.get("group-a"));
  expect(message).toContain("The rejected key came from the environment variables CONFLUENT_CLOUD_API_KEY");
});

test("a deletion fails if the response is about another mapping", async () => {
  const { mappings } = scriptedApi([{ status: 200, body: body("group-b") }]);
  const error = await failureOf(mappings.delete("group-a"));
  expect(error).toBeInstanceOf(InvalidResponseError);
  expect(error.message).toContain("it is about another mapping, group-b");
});
