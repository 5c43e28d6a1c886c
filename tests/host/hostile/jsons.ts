import { type Answer, DEFAULT_ORGANIZATION_ID } from "../../../emulator/index";
import { response } from "../support/hostileServer";
import { FORGERY } from "./failures";
import type { Ending, Operation, Row } from "./row";

type Json = Record<string, unknown>;

/** Replies with the honest body, but changes every mapping in it. */
function changed(change: (mapping: Json) => unknown): Row["reply"] {
  return ({ body }) => {
    const json = JSON.parse(body) as Json;
    const { data } = json;
    const value = Array.isArray(data)
      ? { ...json, data: data.map((item) => change(item as Json)) }
      : change(json);
    return response("200 OK", JSON.stringify(value));
  };
}

/** Replies with the honest body after a change of its text. */
function written(change: (body: string) => string): Row["reply"] {
  return ({ body }) => response("200 OK", change(body));
}

const TYPES: readonly [string, unknown][] = [
  ["a number", 7],
  ["a boolean", true],
  ["a list", ["a"]],
  ["an object", { a: 1 }],
];
const FIELDS = ["id", "display_name", "description", "filter", "principal", "state"];
const METADATA_FIELDS = ["self", "resource_name", "created_at", "updated_at", "deleted_at"];

/** A creation succeeds without the invalid property. All other operations fail with a decode error. */
const WRONG_TYPE: Partial<Record<Operation, Ending>> = {
  create: "success",
  read: /expected (?:a string|an object)/,
  update: /expected (?:a string|an object)/,
  delete: /expected (?:a string|an object)/,
};

const WRONG_TYPES: readonly Row[] = TYPES.flatMap(([name, value]) => [
  ...FIELDS.map((field): Row => ({
    name: `sends ${name} for ${field}`,
    reply: changed((mapping) => ({ ...mapping, [field]: value })),
    always: field === "id" ? /expected a string/ : WRONG_TYPE,
  })),
  ...METADATA_FIELDS.map((field): Row => ({
    name: `sends ${name} for metadata.${field}`,
    reply: changed((mapping) => ({
      ...mapping,
      metadata: { ...(mapping["metadata"] as Json), [field]: value },
    })),
    always: WRONG_TYPE,
  })),
  ...(name === "an object"
    ? []
    : [
        {
          name: `sends ${name} for metadata`,
          reply: changed((mapping) => ({ ...mapping, metadata: value })),
          always: WRONG_TYPE,
        },
      ]),
]);

/** A server can send null, or nothing, for unknown values. */
const MISSING: readonly Row[] = [...FIELDS, "metadata"].flatMap((field) =>
  [null, undefined, ""].map((value) => ({
    name: `sends ${value === undefined ? "nothing" : JSON.stringify(value)} for ${field}`,
    reply: changed((mapping) => ({ ...mapping, [field]: value })),
    always: {
      ...(field !== "id" && { create: "success" }),
      ...((field === "display_name" || field === "filter") && value !== ""
        ? { read: `it has no ${field}` }
        : {}),
    },
    // An empty string is a valid value of the mapping.
    ...(value === "" && field !== "id" && { operations: ["create", "update", "delete"] as const }),
  })),
);

/** Invalid deletion times. */
const NOT_DELETED: readonly Row[] = [
  "0001-01-01T00:00:00Z",
  "never",
  "2024-13-45T99:99:99Z",
  "",
  null,
  " ",
].map((moment) => ({
  name: `says that it was deleted at ${JSON.stringify(moment)}`,
  reply: changed((mapping) => ({
    ...mapping,
    metadata: { ...(mapping["metadata"] as Json), deleted_at: moment },
  })),
  always: "success",
}));

const VALUES = ["[]", "[[]]", "null", "7", "true", '"text"', "1e999", "-0", "[null]"].map((text) => ({
  name: `sends ${text}`,
  reply: written(() => text),
  always:
    text === "[null]" || text.startsWith("[")
      ? "the response is a list, expected an object"
      : /expected an object|it is not JSON/,
}));

const NOT_JSON = [
  "{",
  "undefined",
  "NaN",
  "{'id':'a'}",
  '{"id":"a",}',
  '{"id":/**/"a"}',
  '{"a":1}{"a":2}',
  '{"a":"\n"}',
  "{}\0",
].map((text) => ({
  name: `sends ${JSON.stringify(text)}`,
  reply: written(() => text),
  always: "it is not JSON",
}));

const OTHER_MAPPING: readonly Row[] = [
  "group-evil",
  "\ud800",
  "../../org",
  "a b",
  FORGERY,
  "x".repeat(1_000_000),
].map((id) => ({
  name: `responds about ${JSON.stringify(id).slice(0, 60)}`,
  reply: changed((mapping) => ({ ...mapping, id })),
  operations: ["read", "update", "delete"],
  always: "it is about another mapping",
}));

const BAD_IDS: readonly Row[] = ["\ud800", "..", " ", "a b", "a\nb", FORGERY, "x".repeat(1_000_000)].map(
  (id) => ({
    name: `creates ${JSON.stringify(id).slice(0, 60)}`,
    reply: changed((mapping) => ({ ...mapping, id })),
    operations: ["create"],
    always: "is malformed",
  }),
);

const METADATA: readonly Row[] = [
  {
    name: "sends another organization",
    reply: changed((mapping) => ({
      ...mapping,
      metadata: {
        resource_name: `crn://confluent.cloud/organization=22222222-2222-4222-8222-222222222222/x=y`,
      },
    })),
    operations: ["read", "update"],
    always: `belongs to organization ${DEFAULT_ORGANIZATION_ID}`,
  },
  {
    name: "sends an organization that forges lines",
    reply: changed((mapping) => ({
      ...mapping,
      metadata: { resource_name: `crn://confluent.cloud/organization=${FORGERY}/x=y` },
    })),
    operations: ["read", "update"],
    always: `belongs to organization ${DEFAULT_ORGANIZATION_ID}`,
  },
  {
    name: "sends unusual strings in the metadata",
    reply: changed((mapping) => ({
      ...mapping,
      state: FORGERY,
      principal: "a\u0000b",
      metadata: { created_at: "\ud800", updated_at: "x".repeat(1_000_000), self: "javascript:alert(1)" },
    })),
    always: "success",
  },
  {
    name: "sends unknown properties, one of 1 MB",
    reply: changed((mapping) => ({ ...mapping, unknown: "x".repeat(1_000_000), other: { deep: [1, 2, 3] } })),
    always: "success",
  },
];

const DEEP = "[".repeat(100_000) + "]".repeat(100_000);

/** Adds properties before those of the mapping, which take precedence. */
function preceded(by: string): Row["reply"] {
  return written((body) =>
    body
      .replaceAll('{"api_version":"iam/v2","kind":"GroupMapping",', `{${by},`)
      .replace(/^{"id"/, `{${by},"id"`),
  );
}

const TEXTS: readonly Row[] = [
  { name: "sends a deep property", reply: preceded(`"x":${DEEP}`), always: "success" },
  {
    name: "sends properties twice",
    reply: preceded('"id":"group-evil","display_name":"Evil","filter":"evil","metadata":{"resource_name":7}'),
    always: { create: "success", read: "success", update: "success" },
  },
  {
    name: "sends __proto__, constructor and toString",
    reply: preceded(
      '"__proto__":{"id":"group-evil","principal":"evil","metadata":{"resource_name":"evil","deleted_at":"2024-01-01T00:00:00Z"}},' +
        '"constructor":{"prototype":{"principal":"evil"}},"toString":"evil","hasOwnProperty":7',
    ),
    always: "success",
  },
  {
    name: "sends __proto__ in metadata",
    reply: written((body) =>
      body.replaceAll('"metadata":{', '"metadata":{"__proto__":{"deleted_at":"2024-01-01T00:00:00Z"},'),
    ),
    always: "success",
  },
  {
    name: "sends a deep list",
    reply: written(() => DEEP),
    always: "the response is a list, expected an object",
  },
  {
    name: "sends huge numbers",
    reply: preceded(`"x":1e999,"y":-1e999,"z":${"9".repeat(10_000)}`),
    always: "success",
  },
];

export function bodyOf({ body }: Answer): Json {
  return JSON.parse(body) as Json;
}

export const JSONS: readonly Row[] = [
  ...WRONG_TYPES,
  ...MISSING,
  ...NOT_DELETED,
  ...VALUES,
  ...NOT_JSON,
  ...OTHER_MAPPING,
  ...BAD_IDS,
  ...METADATA,
  ...TEXTS,
];
