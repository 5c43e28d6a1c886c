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
  const told: string[] = [];
  const tell = (remark: string) => {
    // What else there is has a test of its own.
    if (!remark.startsWith("Not in")) {
      told.push(remark);
    }
  };
  const source = { file: "terraform.tfstate", mappings, detachCommands: [], remarks: [] };
  return { imported: compareWithOrganization(source, ORGANIZATION, tell), told };
}

test("what the organization has as the source says is imported without a word", () => {
  const { imported, told } = matched({ id: "group-a", ...believed });
  expect(imported).toEqual([{ name: "admins", id: "group-a", inputs: INPUTS, state: stateOf("group-a") }]);
  expect(told).toEqual([]);
});

test("what the organization has differently is imported as it is there, a line for each property", () => {
  const { imported, told } = matched({ id: "group-b", ...believed });
  expect(imported[0]?.inputs).toEqual({ ...INPUTS, description: "Changed", filter: "changed" });
  expect(told).toEqual([
    'Differs: group mapping "Admins" (group-b): description is "Who may do everything" in terraform.tfstate, "Changed" in the organization, which counts.',
    'Differs: group mapping "Admins" (group-b): filter is "\\"admins\\" in groups" in terraform.tfstate, "changed" in the organization, which counts.',
  ]);
});

test("what the organization has not is left out, and told", () => {
  const { imported, told } = matched(
    { id: "group-a", ...believed },
    { id: "group-x", ...believed, name: "x" },
  );
  expect(imported.map(({ id }) => id)).toEqual(["group-a"]);
  expect(told).toEqual([
    'Left out: group mapping "Admins" (group-x), x in terraform.tfstate: the organization has no such mapping.',
  ]);
});

test("a mapping that the provider would refuse is left out, and told", () => {
  const { told } = matched({ id: "group-a", name: "a" }, { id: "group-blank", name: "b" });
  expect(told).toEqual([
    'Left out: group mapping "Admins" (group-blank): its filter is blank, which this provider does not allow. Give it one in the Console and import it then.',
  ]);
});

test("what the organization has besides is told, and not imported", () => {
  const told: string[] = [];
  const source = {
    file: "terraform.tfstate",
    mappings: [{ id: "group-a", name: "a" }],
    detachCommands: [],
    remarks: ["A remark of the source."],
  };
  compareWithOrganization(source, ORGANIZATION, (remark) => told.push(remark));
  expect(told).toEqual([
    "A remark of the source.",
    'Not in terraform.tfstate, and so not imported: "Admins" (group-b), "Admins" (group-blank).',
  ]);
});

test("two of one name get two, in the order of names", () => {
  const { imported } = matched({ id: "group-b", name: "same" }, { id: "group-a", name: "same" });
  expect(imported.map(({ name, id }) => [name, id])).toEqual([
    ["same", "group-a"],
    ["same-group-b", "group-b"],
  ]);
});

test("where nothing is left there is nothing to import: an error", () => {
  expect(failureIn(() => matched({ id: "group-x", name: "x" })).message).toContain("none is left");
  expect(failureIn(() => matched()).message).toContain("terraform.tfstate has no group mapping");
});
