import { compareWithOrganization, type SourceMapping } from "../../../cli/import";
import type { PartialGroupMapping } from "../../../provider/wire";
import { failureIn } from "../../support/failureOf";
import { body, INPUTS, stateOf } from "../../support/mappings";

const ORGANIZATION = new Map(
  [
    body("group-a"),
    body("group-b", { description: "Changed", filter: "changed" }),
    body("group-blank", { filter: "  " }),
  ].map((mapping) => [String(mapping["id"]), mapping as PartialGroupMapping]),
);
const believed: Omit<SourceMapping, "id"> = { name: "admins", ...INPUTS };

function matched(...mappings: SourceMapping[]) {
  const warnings: string[] = [];
  const warn = (remark: string) => {
    // Another test covers this warning.
    if (!remark.startsWith("Not imported")) {
      warnings.push(remark);
    }
  };
  const source = { file: "terraform.tfstate", mappings, detachCommands: [], remarks: [] };
  return { imported: compareWithOrganization(source, ORGANIZATION, warn), warnings };
}

test("a mapping that equals its source is imported without a warning", () => {
  const { imported, warnings } = matched({ id: "group-a", ...believed });
  expect(imported).toEqual([{ name: "admins", id: "group-a", inputs: INPUTS, state: stateOf("group-a") }]);
  expect(warnings).toEqual([]);
});

test("a mapping that differs is imported as it is in the organization, with a warning for each property", () => {
  const { imported, warnings } = matched({ id: "group-b", ...believed });
  expect(imported[0]?.inputs).toEqual({ ...INPUTS, description: "Changed", filter: "changed" });
  expect(warnings).toEqual([
    'Differs: group mapping "Admins" (group-b): description is "Who may do everything" in terraform.tfstate, but "Changed" in the organization. The value in the organization is imported.',
    'Differs: group mapping "Admins" (group-b): filter is "\\"admins\\" in groups" in terraform.tfstate, but "changed" in the organization. The value in the organization is imported.',
  ]);
});

test("a mapping that does not exist in the organization is skipped with a warning", () => {
  const { imported, warnings } = matched(
    { id: "group-a", ...believed },
    { id: "group-x", ...believed, name: "x" },
  );
  expect(imported.map(({ id }) => id)).toEqual(["group-a"]);
  expect(warnings).toEqual([
    'Skipped group mapping "Admins" (group-x), x in terraform.tfstate: it does not exist in the organization.',
  ]);
});

test("a mapping that the provider would reject is skipped with a warning", () => {
  const { warnings } = matched({ id: "group-a", name: "a" }, { id: "group-blank", name: "b" });
  expect(warnings).toEqual([
    'Skipped group mapping "Admins" (group-blank): its filter is blank, which this provider does not allow. Set it in the Confluent Cloud Console, and import the mapping again.',
  ]);
});

test("a mapping that is not in the source is not imported, with a warning", () => {
  const warnings: string[] = [];
  const source = {
    file: "terraform.tfstate",
    mappings: [{ id: "group-a", name: "a" }],
    detachCommands: [],
    remarks: ["A remark of the source."],
  };
  compareWithOrganization(source, ORGANIZATION, (remark) => warnings.push(remark));
  expect(warnings).toEqual([
    "A remark of the source.",
    'Not imported (not in terraform.tfstate): "Admins" (group-b), "Admins" (group-blank).',
  ]);
});

test("mappings with the same name get unique names and are sorted by name", () => {
  const { imported } = matched({ id: "group-b", name: "same" }, { id: "group-a", name: "same" });
  expect(imported.map(({ name, id }) => [name, id])).toEqual([
    ["same", "group-a"],
    ["same-group-b", "group-b"],
  ]);
});

test("it is an error if there is nothing to import", () => {
  expect(failureIn(() => matched({ id: "group-x", name: "x" })).message).toContain("were skipped");
  expect(failureIn(() => matched()).message).toContain("terraform.tfstate has no group mappings");
});
