import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bridgeFiles, bridgeNextSteps, type ExportedMapping, readExportPlan } from "../../../cli/export";
import { leaving, ODD_LEAVING } from "../../support/leaving";
import { runModule } from "../../support/runModule";
import { stackFile, urnOf } from "../../support/stackFiles";

type Declared = [name: string, args: Record<string, string>, options?: Record<string, boolean>];

function filesOf(mappings: readonly ExportedMapping[]): { program: string; importFile: string } {
  const [program, importFile] = bridgeFiles(mappings);
  expect([program?.name, importFile?.name]).toEqual(["mappings.ts", "import.json"]);
  return { program: program?.content ?? "", importFile: importFile?.content ?? "" };
}

function declaredBy(program: string): { declared: Declared[]; exported: string[] } {
  const declared: Declared[] = [];
  const GroupMapping = function (...declaration: Declared) {
    declared.push(declaration);
  };
  const exported = runModule(program, { "@pulumi/confluentcloud": { GroupMapping } });
  return { declared, exported };
}

describe("the @pulumi/confluentcloud program", () => {
  test("declares a mapping as a person would write it", () => {
    const inputs = {
      displayName: "Kafka administrators",
      description: "On call",
      filter: '"kafka-admins" in groups',
    };
    expect(filesOf([leaving("kafka-admins", { inputs }), leaving("everyone", { protect: true })]).program)
      .toBe(`// Written by \`pulumi-confluent-sso export\`. You can edit this file.
import { GroupMapping } from "@pulumi/confluentcloud";

export const kafkaAdmins = new GroupMapping("kafka-admins", {
  displayName: "Kafka administrators",
  description: "On call",
  filter: '"kafka-admins" in groups',
});

export const everyone = new GroupMapping("everyone", {
  displayName: "Admins",
  filter: "admins",
}, { protect: true });
`);
  });

  test("declares the exact text, and keeps protect and retainOnDelete", () => {
    const { declared, exported } = declaredBy(filesOf(ODD_LEAVING).program);
    expect(declared).toEqual(
      ODD_LEAVING.map(({ name, inputs: { description, ...others }, protect, retainOnDelete }) => {
        const options = { ...(protect && { protect }), ...(retainOnDelete && { retainOnDelete }) };
        return [
          name,
          { ...others, ...(description !== "" && { description }) },
          ...(protect || retainOnDelete ? [options] : []),
        ];
      }),
    );
    expect(exported).toHaveLength(ODD_LEAVING.length);
  });
});

test("the import file contains only type, name, and id", () => {
  const { importFile } = filesOf([leaving("admins"), leaving("it's 🚀", { id: "pool-1" })]);
  expect(JSON.parse(importFile)).toEqual({
    resources: [
      { type: "confluentcloud:index/groupMapping:GroupMapping", name: "admins", id: "group-admins" },
      { type: "confluentcloud:index/groupMapping:GroupMapping", name: "it's 🚀", id: "pool-1" },
    ],
  });
});

test("the commands after an export to another folder work there, and remove the mappings from the state here", () => {
  const folder = mkdtempSync(join(tmpdir(), "confluent-sso-bridge-"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  const inputs = { displayName: "Admins", description: "", filter: "admins" };
  const plan = readExportPlan({ name: "x", text: stackFile([{ name: "admins", id: "group-a", inputs }]) });
  const lines = bridgeNextSteps(plan, folder).split("\n");
  rmSync(folder, { recursive: true });
  expect(lines.filter((line) => !/^# \d/.test(line))).toEqual([
    `cd ${folder}`,
    "npm install @pulumi/confluentcloud",
    '#   import "./mappings.js";',
    "pulumi import -f import.json --generate-code=false --protect=false",
    `cd ${process.cwd()}`,
    `pulumi state delete --yes ${urnOf("admins")}`,
    `cd ${folder}`,
    "pulumi preview",
    "rm import.json",
    "",
  ]);
});
