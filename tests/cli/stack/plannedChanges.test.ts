import { UsageError } from "../../../cli/io";
import { plannedChanges } from "../../../cli/stack";
import { PLUGIN_RESOURCE_TYPE, RESOURCE_TYPE } from "../../../sdk/dynamicProvider";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const state = (
  filter: string | undefined,
  more: Readonly<Record<string, unknown>> = {},
  type = RESOURCE_TYPE,
) => ({
  type,
  inputs: { displayName: "Admins", filter, ...more },
  outputs: { displayName: "Admins", filter },
});

function step(op: string, oldState: unknown, newState: unknown) {
  return { op, urn: `urn:pulumi:dev::sso::team$${RESOURCE_TYPE}::admins`, oldState, newState };
}

function read(...steps: unknown[]): { changes: unknown; warnings: string[] } {
  const warnings: string[] = [];
  const file = { name: "preview.json", text: JSON.stringify({ steps }) };
  const changes = plannedChanges(file, (remark) => warnings.push(remark));
  return { changes, warnings };
}

test.each<[what: string, planned: unknown, changes: unknown[]]>([
  [
    "a creation",
    step("create", undefined, state("a")),
    [{ name: "Admins", resource: "admins", operation: "create", after: "a" }],
  ],
  [
    "a creation by the provider plugin",
    step("create", undefined, state("a", {}, PLUGIN_RESOURCE_TYPE)),
    [{ name: "Admins", resource: "admins", operation: "create", after: "a" }],
  ],
  [
    "an update",
    step("update", state("a"), state("b")),
    [{ name: "Admins", resource: "admins", operation: "update", before: "a", after: "b" }],
  ],
  [
    "a deletion",
    step("delete", { ...state("a"), id: "group-1" }, undefined),
    [{ name: "Admins", id: "group-1", resource: "admins", operation: "delete", before: "a" }],
  ],
  [
    "a replacement, which is three steps",
    step("replace", state("a"), state("b")),
    [{ name: "Admins", resource: "admins", operation: "update", before: "a", after: "b" }],
  ],
  ["its creation", step("create-replacement", state("a"), state("b")), []],
  ["its deletion", step("delete-replaced", state("a"), undefined), []],
  ["an unchanged resource", step("same", state("a"), state("a")), []],
  ["an update of another property", step("update", state("a"), state("a", { description: "b" })), []],
  ["a resource of another type", { op: "create", newState: { type: "aws:s3:Bucket", inputs: {} } }, []],
  [
    "a filter that differs between the API and the program",
    step("update", { ...state("declared"), outputs: { filter: "answered" } }, state("b")),
    [{ name: "Admins", resource: "admins", operation: "update", before: "answered", after: "b" }],
  ],
])("%s", (_what, planned, changes) => {
  expect(read(planned)).toEqual({ changes, warnings: [] });
});

test.each([UNKNOWN, "[secret]", undefined])("plannedChanges skips the filter %j with a warning", (filter) => {
  const after = { ...state(filter), outputs: { filter: "of before" } };
  const planned = step("update", state("a"), filter === undefined ? { ...after, outputs: {} } : after);
  expect(read(planned)).toEqual({
    changes: [],
    warnings: ['Skipped "Admins": its filter is secret, or not known before the update.'],
  });
});

test("plannedChanges warns about an adoption, because its current filter is not in the plan", () => {
  const { changes, warnings } = read(step("create", undefined, state("a", { adoptId: "group-7" })));
  expect(changes).toEqual([
    { name: "Admins", id: "group-7", resource: "admins", operation: "create", after: "a" },
  ]);
  expect(warnings).toEqual([
    '"Admins" adopts group-7, whose current filter is not in the plan. It is treated as a new mapping.',
  ]);
});

test("plannedChanges skips a deletion with retainOnDelete, with a warning", () => {
  const retained = { ...state("a"), retainOnDelete: true };
  expect(read(step("delete", retained, undefined))).toEqual({
    changes: [],
    warnings: ['Skipped "Admins": its resource has retainOnDelete, so the mapping is not deleted.'],
  });
  expect(read(step("update", retained, { ...state("b"), retainOnDelete: true })).changes).toHaveLength(1);
});

test("plannedChanges sorts by name", () => {
  const named = (displayName: string) => step("create", undefined, state("a", { displayName }));
  expect(read(named("b"), named("a"), named("c")).changes).toMatchObject([
    { name: "a" },
    { name: "b" },
    { name: "c" },
  ]);
});

test.each([
  ["{}", "Cannot use x.json: it is not the output of `pulumi preview --json`, because it has no steps."],
  [
    '{"steps": {}}',
    "Cannot use x.json: it is not the output of `pulumi preview --json`, because it has no steps.",
  ],
  ["[]", "Cannot read x.json: it does not contain a JSON object."],
  ["Previewing update", "Cannot read x.json: it is not valid JSON at line 1, column 1."],
])("plannedChanges rejects %s with advice", (text, message) => {
  const read = () => plannedChanges({ name: "x.json", text }, () => undefined);
  expect(read).toThrow(new UsageError(`${message} Run \`pulumi preview --json > preview.json\`.`));
  expect(read).toThrow(UsageError);
});
