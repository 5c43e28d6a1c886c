import { stackFilters } from "../../../cli/filters";
import { UsageError } from "../../../cli/io";
import { PLUGIN_RESOURCE_TYPE, RESOURCE_TYPE } from "../../../sdk/dynamicProvider";

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

function read(...resources: unknown[]): { filters: unknown; warnings: string[] } {
  const warnings: string[] = [];
  const text = JSON.stringify({ version: 3, deployment: { resources } });
  const filters = stackFilters({ name: "export.json", text }, (remark) => warnings.push(remark));
  return { filters, warnings };
}

test("stackFilters returns the filters from the last response of the API", () => {
  expect(read({ type: "pulumi:pulumi:Stack" }, mapping())).toEqual({
    filters: [{ name: "Admins", id: "group-1", text: "answered" }],
    warnings: [],
  });
});

test.each([
  ["the provider plugin", PLUGIN_RESOURCE_TYPE],
  ["the bridged provider", "confluentcloud:index/groupMapping:GroupMapping"],
])("stackFilters includes mappings of %s, but not those pending deletion", (_tool, type) => {
  expect(read(mapping({ type }), mapping({ delete: true })).filters).toHaveLength(1);
});

test("stackFilters uses the inputs if there are no outputs", () => {
  expect(read(mapping({ outputs: undefined })).filters).toEqual([
    { name: "Admins", id: "group-1", text: "declared" },
  ]);
});

test("stackFilters skips a secret filter with a warning, and reads it after --show-secrets", () => {
  const encrypted = { filter: { ...SECRET, ciphertext: "AAABAI" } };
  expect(read(mapping({ inputs: encrypted, outputs: encrypted }))).toEqual({
    filters: [],
    warnings: [
      'Skipped "admins": its filter is secret or missing. Run `pulumi stack export --show-secrets` to include secrets.',
    ],
  });
  const shown = { displayName: "Admins", filter: { ...SECRET, plaintext: '"\\"a\\" in groups"' } };
  expect(read(mapping({ outputs: shown })).filters).toEqual([
    { name: "Admins", id: "group-1", text: '"a" in groups' },
  ]);
});

test.each([
  ["{}", "Cannot use x.json: it is not the export of a Pulumi stack"],
  ['{"deployment": []}', "Cannot use x.json: it is not the export of a Pulumi stack"],
  ['{"version": 9, "deployment": {}}', "Cannot use x.json: its version is 9"],
  ['{"terraform_version": "1.9"}', "Cannot use x.json: it is a Terraform state. --stack accepts only"],
  ["[]", "Cannot read x.json: it does not contain a JSON object"],
  ["{", "Cannot read x.json: it is not valid JSON at line 1, column 2"],
])("%s is a usage error: %s", (text, message) => {
  const read = () => stackFilters({ name: "x.json", text }, () => undefined);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});

test.each([[[]], [[{ type: "pulumi:pulumi:Stack" }]]])(
  "stackFilters warns if the stack has no mappings",
  (resources) => {
    expect(read(...resources)).toEqual({
      filters: [],
      warnings: ["export.json contains no group mappings."],
    });
  },
);
