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
  throw new Error("It was read.");
};

const exportOf = (...resources: unknown[]) => JSON.stringify({ version: 3, deployment: { resources } });

describe("the export of a stack of @pulumi/confluentcloud", () => {
  const source = readStackExport({ name: "export.json", text: FILE });

  test("gives each mapping that the stack manages once, by its name there", () => {
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

  test("gives what the stack believes of them, to the letter; an encrypted property is left open", () => {
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

  test("lets go of them the last first, and of what others need after these were given something else", () => {
    const remove = (path: string) => `pulumi state delete --yes '${URN}${path}'`;
    expect(source.detachCommands).toEqual([
      remove(`${TYPE}::again`).replaceAll("'", ""),
      remove(`${TYPE}::hidden`).replaceAll("'", ""),
      remove(`${TYPE}::europeans`).replaceAll("'", ""),
      remove(`acme:index:Sso$${TYPE}::inner`),
      `pulumi state delete --yes '${URN}${TYPE}::Team: '\\''quoted'\\'' 🚀'`,
      "# (When, in the program, what this command names refers to the new resources, or to the ids as texts:)",
      `pulumi up --target ${URN}confluentcloud:index/roleBinding:RoleBinding::read` +
        ` --target ${URN}confluentcloud:index/serviceAccount:ServiceAccount::bot`,
      remove(`${TYPE}::after`).replaceAll("'", ""),
      `pulumi state delete --yes --force ${URN}${TYPE}::everyone`,
      remove(`${TYPE}::admins`).replaceAll("'", ""),
    ]);
  });

  test("remarks what is left out, what is not as it seems, and who refers to the mappings", () => {
    expect(source.remarks).toEqual([
      "hidden: filter is a secret there. The API shows it to every administrator; the program written here holds it in plain text.",
      `The stack has pending operations, left by an update that was interrupted: creating ${URN}${TYPE}::newest. What they ` +
        "made may be missing here: run `pulumi refresh` on that stack, and export it again.",
      "looked-up is left out: that stack only reads it (get), group-loo1.",
      "Of the explicit provider europe there, so perhaps of another organization: europeans. What is written here names no " +
        "provider.",
      "Stack iam-dev refers to admins (group-adm1) by its principal.",
      "RoleBinding read refers to admins (group-adm1) by its principal.",
      "RoleBinding typed refers to everyone (group-all1) by its principal.",
      "ServiceAccount bot depends on after (group-aft1).",
      "Pulumi does not let go of a mapping while another resource of its stack depends on it. So let RoleBinding read, " +
        "ServiceAccount bot refer to the new resources, or to the ids as texts; the command `pulumi up --target` then " +
        "changes just that, before the last mappings go.",
      "Remove the mappings from the program of the stack dev (project iam) before its next full `pulumi up`, or it creates " +
        "them again.",
    ]);
  });
});

describe("a file that is no such export is refused", () => {
  test.each([
    [
      "a Terraform state",
      readFileSync(join(__dirname, "../files/terraform.tfstate"), "utf8"),
      "it is a state of Terraform. Give it by --from-terraform.",
    ],
    [
      "an encrypted Terraform state",
      '{"serial":1,"lineage":"3f2b","encrypted_data":"AAAA"}',
      "it is a state of Terraform. Give it by --from-terraform.",
    ],
    [
      "the file of a backend",
      '{"version":3,"checkpoint":{"stack":"dev","latest":{}}}',
      "it is the file of a backend, not an export. `pulumi stack export --file export.json` writes one.",
    ],
    ["an import file", '{"resources":[]}', "it is no export of a Pulumi stack, for it has no deployment."],
    ["format 2", '{"version":2,"deployment":{}}', "its format is 2; this package knows 3 and 4."],
    [
      "an empty stack",
      '{"version":3,"deployment":{"manifest":{}}}',
      `it manages no resource of the type ${TYPE} (and 0 others).`,
    ],
    [
      "a stack of this package",
      exportOf({
        urn: "urn:pulumi:dev::iam::x::y",
        type: "pulumi-nodejs:dynamic/confluent-sso:GroupMapping",
      }),
      "That is this package's own: there is nothing to import.",
    ],
  ])("%s", (_what, text, message) => {
    expect(messageFor(text)).toContain("Cannot use export.json: ");
    expect(messageFor(text)).toContain(message);
  });

  test("one whose mappings are only read, with what is the matter", () => {
    const message = messageFor(
      exportOf({ urn: `${URN}${TYPE}::seen`, type: TYPE, id: "group-s", external: true }),
    );
    expect(message).toContain("seen is left out: that stack only reads it (get), group-s.");
  });
});

test("an export of format 4, with features, is read alike", () => {
  const four = FILE.replace('"version": 3', '"version": 4, "features": ["refreshBeforeUpdate"]');
  expect(readStackExport({ name: "export.json", text: four })).toEqual(
    readStackExport({ name: "export.json", text: FILE }),
  );
});
