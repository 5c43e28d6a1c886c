import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../cli/io";
import { readStackExport } from "../../../cli/import";

const FILE = readFileSync(join(__dirname, "../files/bridge.export.json"), "utf8");
const URN = "urn:pulumi:dev::iam::";
const TYPE = "confluentcloud:index/groupMapping:GroupMapping";

const messageFor = (text: string): string => {
  try {
    readStackExport({ name: "export.json", text });
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error("The file was accepted.");
};

const exportOf = (...resources: unknown[]) => JSON.stringify({ version: 3, deployment: { resources } });

describe("readStackExport", () => {
  const source = readStackExport({ name: "export.json", text: FILE });

  test("returns each mapping that the stack manages once, with its resource name", () => {
    expect(source.mappings.map(({ name, id }) => [name, id])).toEqual([
      ["admins", "group-adm1"],
      ["Team: 'quoted' 🚀", "group-odd1"],
      ["everyone", "group-all1"],
      ["after", "group-aft1"],
      ["inner", "group-inn1"],
      ["europeans", "group-eur1"],
      ["hidden", "group-hid1"],
    ]);
  });

  test("returns the exact properties in the stack, and undefined for an encrypted property", () => {
    expect(source.mappings[1]).toEqual({
      name: "Team: 'quoted' 🚀",
      id: "group-odd1",
      displayName: 'Line\nbreak "quoted"',
      description: "",
      filter: "it's",
    });
    expect(source.mappings[6]).toEqual({
      name: "hidden",
      id: "group-hid1",
      displayName: "Hidden",
      description: "",
    });
  });

  test("reads secrets that were exported in plain text", () => {
    const shown = FILE.replaceAll(
      /"ciphertext": "[^"]*"/g,
      String.raw`"plaintext": "\"it's \\\"hidden\\\"\""`,
    );
    expect(readStackExport({ name: "export.json", text: shown }).mappings[6]?.filter).toBe('it\'s "hidden"');
  });

  test("returns commands that remove dependent mappings first, after their other dependents were updated", () => {
    const remove = (path: string) => `pulumi state delete --yes '${URN}${path}'`;
    expect(source.detachCommands).toEqual([
      remove(`${TYPE}::again`).replaceAll("'", ""),
      remove(`${TYPE}::hidden`).replaceAll("'", ""),
      remove(`${TYPE}::europeans`).replaceAll("'", ""),
      remove(`acme:index:Sso$${TYPE}::inner`),
      `pulumi state delete --yes '${URN}${TYPE}::Team: '\\''quoted'\\'' 🚀'`,
      "# (Before this command, make these resources refer to the new mappings or to literal ids in the program:)",
      `pulumi up --target ${URN}confluentcloud:index/roleBinding:RoleBinding::read` +
        ` --target ${URN}confluentcloud:index/serviceAccount:ServiceAccount::bot`,
      remove(`${TYPE}::after`).replaceAll("'", ""),
      `pulumi state delete --yes --force ${URN}${TYPE}::everyone`,
      remove(`${TYPE}::admins`).replaceAll("'", ""),
    ]);
  });

  test("returns notices about skipped mappings, secrets, and references to the mappings", () => {
    expect(source.remarks).toEqual([
      "hidden: filter is a secret in that stack. The new program contains it in plain text. The API shows it to every administrator.",
      `The stack has pending operations from an interrupted update: creating ${URN}${TYPE}::newest. Resources that they ` +
        "created may be missing here. Run `pulumi refresh` for that stack, and export it again.",
      "Skipped looked-up (group-loo1): that stack only reads it (get).",
      "These mappings use the explicit provider europe and may belong to another organization: europeans. The new files do " +
        "not set a provider.",
      "Stack iam-dev refers to admins (group-adm1) in its principal.",
      "RoleBinding read refers to admins (group-adm1) in its principal.",
      "RoleBinding typed refers to everyone (group-all1) in its principal.",
      "ServiceAccount bot depends on after (group-aft1).",
      "Pulumi cannot remove a mapping from the state while another resource in the stack depends on it. Change RoleBinding " +
        "read, ServiceAccount bot to refer to the new mappings or to literal ids. Then `pulumi up --target` updates only " +
        "these resources, before the last mappings are removed.",
      "Remove the mappings from the program of stack dev (project iam) before you run `pulumi up` without --target, or " +
        "they are created again.",
    ]);
  });
});

describe("readStackExport rejects", () => {
  test.each([
    [
      "a Terraform state",
      readFileSync(join(__dirname, "../files/terraform.tfstate"), "utf8"),
      "it is a Terraform state. Use --from-terraform instead.",
    ],
    [
      "an encrypted Terraform state",
      '{"serial":1,"lineage":"3f2b","encrypted_data":"AAAA"}',
      "it is a Terraform state. Use --from-terraform instead.",
    ],
    [
      "the file of a backend",
      '{"version":3,"checkpoint":{"stack":"dev","latest":{}}}',
      "it is a checkpoint file of a backend, not an export. Run `pulumi stack export --file export.json`.",
    ],
    [
      "an import file",
      '{"resources":[]}',
      "it is not the export of a Pulumi stack, because it has no deployment.",
    ],
    ["format 2", '{"version":2,"deployment":{}}', "its version is 2, but only 3 and 4 are supported."],
    [
      "an empty stack",
      '{"version":3,"deployment":{"manifest":{}}}',
      `it manages no resources of the type ${TYPE} (other resources: 0).`,
    ],
    [
      "a stack of this package",
      exportOf({
        urn: "urn:pulumi:dev::iam::x::y",
        type: "pulumi-nodejs:dynamic/confluent-sso:GroupMapping",
      }),
      "This package manages them already, so there is nothing to import.",
    ],
  ])("%s", (_what, text, message) => {
    expect(messageFor(text)).toContain("Cannot use export.json: ");
    expect(messageFor(text)).toContain(message);
  });

  test("a stack that only reads its mappings, and says so", () => {
    const message = messageFor(
      exportOf({ urn: `${URN}${TYPE}::seen`, type: TYPE, id: "group-s", external: true }),
    );
    expect(message).toContain("Skipped seen (group-s): that stack only reads it (get).");
  });
});

test("readStackExport accepts version 4, which has features", () => {
  const four = FILE.replace('"version": 3', '"version": 4, "features": ["refreshBeforeUpdate"]');
  expect(readStackExport({ name: "export.json", text: four })).toEqual(
    readStackExport({ name: "export.json", text: FILE }),
  );
});
