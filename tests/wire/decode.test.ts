import {
  DecodeError,
  decodeMapping,
  decodeOrganizationPage,
  decodePage,
  isDeleted,
} from "../../provider/wire";
import { body, crnOf, page } from "../support/mappings";

/** Returns the problem of the response, as in the error. */
function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    return (error as DecodeError).message;
  }
  throw new Error("There was no error");
}

describe("decodeMapping", () => {
  test("decodes the known properties and ignores the others", () => {
    const { id, metadata, display_name, description, filter, principal, state } = body("group-a");
    expect(decodeMapping(body("group-a", { new_property: [1], kind: 7 }))).toStrictEqual({
      id,
      metadata,
      display_name,
      description,
      filter,
      principal,
      state,
    });
  });

  test.each<[string, unknown, unknown]>([
    ["an empty object", {}, {}],
    ["null for every property", { id: null, metadata: null, display_name: null, filter: null }, {}],
    ["null within metadata", { metadata: { resource_name: null, deleted_at: null } }, { metadata: {} }],
    ["empty texts", { id: "", description: "" }, { id: "", description: "" }],
    ["metadata that is new", { metadata: { etag: "1", self: "s" } }, { metadata: { self: "s" } }],
  ])("accepts %s, and returns no property that is undefined", (_what, json, expected) => {
    expect(decodeMapping(json)).toStrictEqual(expected);
  });

  test.each<[unknown, string]>([
    [null, "the response is null, expected an object"],
    [[], "the response is a list, expected an object"],
    ["text", "the response is of type string, expected an object"],
    [7, "the response is of type number, expected an object"],
    [{ id: 7 }, "the response.id is of type number, expected a string"],
    [{ filter: ["a"] }, "the response.filter is a list, expected a string"],
    [{ description: {} }, "the response.description is of type object, expected a string"],
    [{ state: true }, "the response.state is of type boolean, expected a string"],
    [{ metadata: "m" }, "the response.metadata is of type string, expected an object"],
    [{ metadata: [] }, "the response.metadata is a list, expected an object"],
    [
      { metadata: { resource_name: 1 } },
      "the response.metadata.resource_name is of type number, expected a string",
    ],
  ])("rejects %j with the path", (json, problem) => {
    expect(problemOf(() => decodeMapping(json))).toBe(problem);
  });

  test("is not affected by __proto__", () => {
    const json: unknown = JSON.parse(
      '{"__proto__": {"id": "evil"}, "metadata": {"__proto__": {"self": "evil"}}}',
    );
    const mapping = decodeMapping(json);
    expect(mapping).toStrictEqual({ metadata: {} });
    expect(mapping.id).toBeUndefined();
    expect(mapping.metadata?.self).toBeUndefined();
    expect(({} as Record<string, unknown>)["id"]).toBeUndefined();
  });
});

describe("decodePage", () => {
  test("returns the mappings and the link to the next page", () => {
    const { mappings, next } = decodePage(page([body("group-a"), body("group-b")], "/x?page_token=t"));
    expect(mappings.map(({ id, metadata }) => [id, metadata?.resource_name])).toEqual([
      ["group-a", crnOf("group-a")],
      ["group-b", crnOf("group-b")],
    ]);
    expect(next).toBe("/x?page_token=t");
  });

  test.each<[string, unknown]>([
    ["next is absent", { metadata: {}, data: [] }],
    ["next is null", { metadata: { next: null }, data: [] }],
    ["next is empty", { metadata: { next: "" }, data: [] }],
    ["metadata is absent", { data: [] }],
    ["metadata is null", { metadata: null, data: [] }],
    ["data is null", { metadata: {}, data: null }],
  ])("returns the last page if %s", (_what, json) => {
    expect(decodePage(json)).toStrictEqual({ mappings: [], oddItems: [], next: undefined });
  });

  test.each<[unknown, number | undefined]>([
    [0, 0],
    [410, 410],
    [-1, undefined],
    [1.5, undefined],
    ["410", 410],
    ["many", undefined],
    ["-1", undefined],
    [null, undefined],
  ])("returns for the total_size %j the total size %j", (total_size, expected) => {
    expect(decodePage({ metadata: { total_size }, data: [] }).totalSize).toBe(expected);
  });

  test.each<[unknown, string]>([
    [[], "the response is a list, expected an object"],
    [{}, "data is missing, expected a list"],
    [JSON.parse('{"__proto__": {"data": []}}'), "data is missing, expected a list"],
    [{ data: {} }, "data is of type object, expected a list"],
    [{ data: "a" }, "data is of type string, expected a list"],
    [{ data: [], metadata: 7 }, "metadata is of type number, expected an object"],
    [{ data: [], metadata: { next: 7 } }, "metadata.next is of type number, expected a string"],
  ])("rejects %j with the path", (json, problem) => {
    expect(problemOf(() => decodePage(json))).toBe(problem);
  });

  test.each<[unknown, string]>([
    [null, "data[1] is null, expected an object"],
    ["group-b", "data[1] is of type string, expected an object"],
    [{ filter: "x" }, "data[1].id is missing or empty"],
    [{ id: "" }, "data[1].id is missing or empty"],
    [{ id: null, filter: "x" }, "data[1].id is missing or empty"],
    [{ id: 7 }, "data[1].id is of type number, expected a string"],
    [{ id: ".." }, "data[1].id is malformed"],
    [{ id: "group b" }, "data[1].id is malformed"],
  ])("returns the other items next to %j, which has no id", (item, problem) => {
    const { mappings, oddItems } = decodePage({ data: [body("group-a"), item, body("group-c")] });
    expect(mappings.map(({ id }) => id)).toEqual(["group-a", "group-c"]);
    expect(oddItems).toEqual([{ id: undefined, properties: expect.any(Array) as unknown, problem }]);
  });

  test.each<[Record<string, unknown>, string, string]>([
    [{ state: 3 }, "state", "data[0].state is of type number, expected a string"],
    [{ filter: {} }, "filter", "data[0].filter is of type object, expected a string"],
    [{ metadata: "x" }, "metadata", "data[0].metadata is of type string, expected an object"],
    [{ metadata: { self: 1 } }, "self", "data[0].metadata.self is of type number, expected a string"],
  ])("returns the readable properties of an item with %j", (fields, property, problem) => {
    const { mappings, oddItems } = decodePage({ data: [body("group-a", fields)] });
    expect(oddItems).toEqual([{ id: "group-a", properties: [property], problem }]);
    const readable = Object.entries(body("group-a")).filter(
      ([name]) => !["api_version", "kind", "metadata", ...Object.keys(fields)].includes(name),
    );
    expect(mappings[0]).toMatchObject(Object.fromEntries(readable));
    expect({ ...mappings[0], ...mappings[0]?.metadata }).not.toHaveProperty(property);
  });
});

describe("decodeOrganizationPage", () => {
  test("returns the organizations and the link to the next page", () => {
    const json = {
      api_version: "org/v2",
      kind: "OrganizationList",
      metadata: { next: "/x?page_token=t", total_size: 2 },
      data: [
        {
          id: "a",
          display_name: "A",
          jit_enabled: true,
          metadata: { self: "s", resource_name: "crn://confluent.cloud/organization=a", etag: "1" },
        },
        { id: "b" },
      ],
    };
    expect(decodeOrganizationPage(json)).toEqual({
      mappings: [
        {
          id: "a",
          display_name: "A",
          metadata: { self: "s", resource_name: "crn://confluent.cloud/organization=a" },
        },
        { id: "b" },
      ],
      oddItems: [],
      next: "/x?page_token=t",
      totalSize: 2,
    });
  });

  test.each<[string, unknown]>([
    ["without metadata", { data: [] }],
    ["with null as metadata", { metadata: null, data: [] }],
    ["with an empty next", { metadata: { next: "" }, data: [] }],
    ["with null as data", { metadata: { next: null, total_size: null }, data: null }],
  ])("treats a page %s as empty and last", (_what, json) => {
    expect(decodeOrganizationPage(json)).toStrictEqual({ mappings: [], oddItems: [], next: undefined });
  });

  test.each<[string, unknown, unknown]>([
    ["null", { id: "a", display_name: null, metadata: null }, { id: "a" }],
    ["null within metadata", { id: "a", metadata: { resource_name: null } }, { id: "a", metadata: {} }],
    ["an unknown property", { id: "a", new_property: [1], jit_enabled: "no" }, { id: "a" }],
    ["a display name that is not a string", { id: "a", display_name: {} }, { id: "a" }],
  ])("accepts an organization with %s", (_what, item, expected) => {
    expect(decodeOrganizationPage({ data: [item] }).mappings).toEqual([expected]);
  });

  test.each<[unknown, string]>([
    [null, "the response is null, expected an object"],
    [{}, "data is missing, expected a list"],
    [{ data: {} }, "data is of type object, expected a list"],
    [{ data: [], metadata: 7 }, "metadata is of type number, expected an object"],
    [{ data: [], metadata: { next: 7 } }, "metadata.next is of type number, expected a string"],
    [{ data: [{ id: "a" }, null] }, "data[1] is null, expected an object"],
    [{ data: [{ display_name: "A" }] }, "data[0].id is missing or empty"],
    [{ data: [{ id: "" }] }, "data[0].id is missing or empty"],
    [{ data: [{ id: null }] }, "data[0].id is missing or empty"],
    [{ data: [{ id: 7 }] }, "data[0].id is of type number, expected a string"],
    [{ data: [{ id: "a", metadata: 7 }] }, "data[0].metadata is of type number, expected an object"],
    [
      { data: [{ id: "a", metadata: { resource_name: 1 } }] },
      "data[0].metadata.resource_name is of type number, expected a string",
    ],
  ])("rejects %j with the path", (json, problem) => {
    expect(problemOf(() => decodeOrganizationPage(json))).toBe(problem);
  });
});

test.each(["never", "0", "null", "0001-01-01T00:00:00Z", "2024-99-99T00:00:00Z", ""])(
  "isDeleted is false if deleted_at is %j",
  (deleted_at) => {
    expect(isDeleted({ metadata: { deleted_at } })).toBe(false);
    expect(isDeleted({ metadata: { deleted_at: "2024-01-01T00:00:00Z" } })).toBe(true);
  },
);
