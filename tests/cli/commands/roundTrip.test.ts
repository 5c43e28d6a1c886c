import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bridgeFiles, readExportPlan } from "../../../cli/export";
import { compareWithOrganization, importFiles, readStackExport } from "../../../cli/import";
import { BRIDGE_TYPE } from "../../../cli/stack";
import { ODD_MAPPINGS } from "../../support/oddMappings";
import { runModule } from "../../support/runModule";
import { type Kept, stackFile } from "../../support/stackFiles";

interface Bridged {
  readonly name: string;
  readonly id: string;
  readonly args: { readonly displayName: string; readonly description?: string; readonly filter: string };
}

/** Imports a @pulumi/confluentcloud stack into this package, exports it again, and returns the content of the files. */
function roundTrip(stack: string): Bridged[] {
  const source = readStackExport({ name: "export.json", text: stack });
  const organization = new Map(
    source.mappings.map(({ id, displayName = "", description = "", filter = "" }) => [
      id,
      { id, display_name: displayName, description, filter },
    ]),
  );
  const warnings: string[] = [];
  const mappings = compareWithOrganization({ ...source, remarks: [] }, organization, (remark) =>
    warnings.push(remark),
  );
  expect(warnings).toEqual([]);
  // `pulumi import` stores what the import file says about each resource.
  const [, importFile] = importFiles(mappings, false);
  const { resources } = JSON.parse(importFile?.content ?? "") as { resources: Kept[] };
  const [program, file] = bridgeFiles(
    readExportPlan({ name: "export.json", text: stackFile(resources) }).mappings,
  );
  const declared = new Map<string, Bridged["args"]>();
  const GroupMapping = function (name: string, args: Bridged["args"]) {
    declared.set(name, args);
  };
  runModule(program?.content ?? "", { "@pulumi/confluentcloud": { GroupMapping } });
  const imports = JSON.parse(file?.content ?? "") as {
    resources: { type: string; name: string; id: string }[];
  };
  return imports.resources.map(({ type, name, id }) => {
    expect(type).toBe(BRIDGE_TYPE);
    const args = declared.get(name);
    if (args === undefined) {
      throw new Error(`The program does not declare ${name}.`);
    }
    return { name, id, args };
  });
}

const sorted = (all: readonly Bridged[]) => [...all].sort((one, other) => (one.name < other.name ? -1 : 1));

test("a @pulumi/confluentcloud stack is unchanged after a round trip: names, ids, and unusual text", () => {
  const before = ODD_MAPPINGS.map(({ display_name: displayName, description, filter }, index) => ({
    name: `${displayName} ${index}`,
    id: `group-odd${index}`,
    args: { displayName, ...(description !== "" && { description }), filter },
  }));
  const stack = stackFile(
    before.map(({ name, id, args }) => ({
      type: BRIDGE_TYPE,
      name,
      id,
      inputs: { __defaults: [], ...args },
      outputs: { description: "", ...args, id },
    })),
  );
  expect(roundTrip(stack)).toEqual(sorted(before));
});

test("an export written by the CLI is unchanged too, without the mappings that the stack does not manage", () => {
  const file = readFileSync(join(__dirname, "../files/bridge.export.json"), "utf8");
  const readable = file.replaceAll(/"ciphertext": "[^"]*"/g, String.raw`"plaintext": "\"hidden\""`);
  const { mappings } = readStackExport({ name: "export.json", text: readable });
  expect(roundTrip(readable)).toEqual(
    sorted(
      mappings.map(({ name, id, displayName = "", description = "", filter = "" }) => ({
        name,
        id,
        args: { displayName, ...(description !== "" && { description }), filter },
      })),
    ),
  );
});
