import { stackFilters } from "../../../cli/filters";
import { UsageError } from "../../../cli/io";
import { RESOURCE_TYPE } from "../../../sdk/dynamicProvider";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

function mapping(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    urn: `urn:pulumi:dev::sso::${RESOURCE_TYPE}::admins`,
    type: RESOURCE_TYPE,
    id: "group-1",
    inputs: { displayName: "Admins", filter: "declared" },
    outputs: { displayName: "Admins", filter: "answered" },
    ...more,
  };
}

function read(...resources: unknown[]): { filters: unknown; told: string[] } {
  const told: string[] = [];
  const text = JSON.stringify({ version: 3, deployment: { resources } });
  const filters = stackFilters({ name: "export.json", text }, (remark) => told.push(remark));
  return { filters, told };
}

test("the filters are those that the API had at the last operation", () => {
  expect(read({ type: "pulumi:pulumi:Stack" }, mapping())).toEqual({
    filters: [{ name: "Admins", id: "group-1", text: "answered" }],
    told: [],
  });
});

test("a mapping of the bridged provider counts, too; one that only waits to be deleted does not", () => {
  const type = "confluentcloud:index/groupMapping:GroupMapping";
  expect(read(mapping({ type }), mapping({ delete: true })).filters).toHaveLength(1);
});

test("what has no output yet is told by its inputs", () => {
  expect(read(mapping({ outputs: undefined })).filters).toEqual([
    { name: "Admins", id: "group-1", text: "declared" },
  ]);
});

test("a filter that is a secret is left out, and told; with --show-secrets it is read", () => {
  const encrypted = { filter: { ...SECRET, ciphertext: "AAABAI" } };
  expect(read(mapping({ inputs: encrypted, outputs: encrypted }))).toEqual({
    filters: [],
    told: [
      'Left out: "admins": its filter is a secret, or missing. `pulumi stack export --show-secrets` writes secrets, too.',
    ],
  });
  const shown = { displayName: "Admins", filter: { ...SECRET, plaintext: '"\\"a\\" in groups"' } };
  expect(read(mapping({ outputs: shown })).filters).toEqual([
    { name: "Admins", id: "group-1", text: '"a" in groups' },
  ]);
});

test.each([
  ["{}", "Cannot use x.json: it is no export of a Pulumi stack"],
  ['{"deployment": []}', "Cannot use x.json: it is no export of a Pulumi stack"],
  ['{"version": 9, "deployment": {}}', "Cannot use x.json: its format is 9"],
  ['{"terraform_version": "1.9"}', "Cannot use x.json: it is a state of Terraform. Filters are read from"],
  ["[]", "Cannot read x.json: it holds no object of JSON"],
  ["{", "Cannot read x.json: it is no JSON from line 1, column 2 on"],
])("%s is refused as a wrong use: %s", (text, message) => {
  const read = () => stackFilters({ name: "x.json", text }, () => undefined);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});

test.each([[[]], [[{ type: "pulumi:pulumi:Stack" }]]])(
  "a stack without a mapping is told so",
  (resources) => {
    expect(read(...resources)).toEqual({ filters: [], told: ["export.json holds no group mapping."] });
  },
);
