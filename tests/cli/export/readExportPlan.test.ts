import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExportPlan } from "../../../cli/export";
import { UsageError } from "../../../cli/io";
import { type Kept, stackFile, urnOf } from "../../support/stackFiles";

const INPUTS = { displayName: "Admins", description: "On call", filter: "admins" };
const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:3fT0m9pQnq0yJq8M:kq0Q1u9yE1xS3cWk8m6mVbJb4w==",
};

const read = (...resources: Kept[]) => readExportPlan({ name: "export.json", text: stackFile(resources) });

test("the mappings that a stack manages leave with their names, texts and what keeps them alive", () => {
  const { mappings, stack, project } = read(
    { name: "admins", id: "group-adm1", inputs: INPUTS, protect: true },
    { name: "a::b", id: "group-ab01", inputs: { ...INPUTS, description: "" }, retainOnDelete: true },
    { name: "seen", id: "group-see1", inputs: INPUTS, external: true },
  );
  expect([stack, project]).toEqual(["dev", "iam"]);
  expect(mappings).toEqual([
    { name: "admins", id: "group-adm1", inputs: INPUTS, protect: true, retainOnDelete: false },
    {
      name: "a::b",
      id: "group-ab01",
      inputs: { ...INPUTS, description: "" },
      protect: false,
      retainOnDelete: true,
    },
  ]);
});

test("they leave as the API answered last, where the program wished otherwise", () => {
  const outputs = { ...INPUTS, filter: "answered" };
  expect(read({ name: "admins", id: "group-adm1", inputs: INPUTS, outputs }).mappings[0]?.inputs).toEqual(
    outputs,
  );
});

test("a state without a description has an empty one", () => {
  const { displayName, filter } = INPUTS;
  const [mapping] = read({ name: "admins", id: "group-adm1", inputs: { displayName, filter } }).mappings;
  expect(mapping?.inputs.description).toBe("");
});

test("of several with one name, children of different components, each has a name of its own", () => {
  const { mappings } = read(
    { name: "admins", id: "group-adm1", inputs: INPUTS },
    {
      name: "admins",
      id: "group-adm2",
      inputs: INPUTS,
      urn: `urn:pulumi:dev::iam::acme:Sso$${urnOf("admins").slice(22)}`,
    },
  );
  expect(mappings.map(({ name }) => name)).toEqual(["admins", "admins-group-adm2"]);
});

test("the stack lets go of them the last first, by commands that delete nothing", () => {
  const { detachCommands, remarks, removal } = read(
    { name: "admins", id: "group-adm1", inputs: INPUTS, protect: true },
    { name: "later", id: "group-lat1", inputs: INPUTS, dependencies: [urnOf("admins")] },
  );
  expect(detachCommands).toEqual([
    `pulumi state delete --yes ${urnOf("later")}`,
    `pulumi state delete --yes --force ${urnOf("admins")}`,
  ]);
  expect(remarks).toEqual([]);
  expect(removal).toBe(
    "Remove the mappings from the program of the stack dev (project iam) before its next full `pulumi up`, or it creates " +
      "them again.",
  );
});

test("what depends on one is given something else first, however it depends", () => {
  for (const how of [
    { dependencies: [urnOf("admins")] },
    { propertyDependencies: { principal: [urnOf("admins")] } },
    { deletedWith: urnOf("admins") },
    { replaceWith: [urnOf("admins")] },
    { parent: urnOf("admins") },
  ]) {
    const user = { type: "acme:index:Thing", name: "user", id: "1", ...how };
    const { detachCommands } = read({ name: "admins", id: "group-adm1", inputs: INPUTS }, user);
    expect(detachCommands).toEqual([
      "# (When, in the program, what this command names refers to the new resources, or to the ids as texts:)",
      `pulumi up --target ${urnOf("user", "acme:index:Thing")}`,
      `pulumi state delete --yes ${urnOf("admins")}`,
    ]);
  }
});

describe("a file that cannot be exported from is refused", () => {
  const BRIDGE = readFileSync(join(__dirname, "../files/bridge.export.json"), "utf8");
  const TERRAFORM = readFileSync(join(__dirname, "../files/terraform.tfstate"), "utf8");
  const secret = { ...INPUTS, filter: SECRET };
  test.each([
    ["a stack of @pulumi/confluentcloud", BRIDGE, "Those are @pulumi/confluentcloud's already"],
    [
      "a Terraform state",
      TERRAFORM,
      "it is a state of Terraform. An export starts from a Pulumi stack of this package.",
    ],
    [
      "a stack without mappings",
      stackFile([]),
      "it manages no resource of the type pulumi-nodejs:dynamic/confluent-sso",
    ],
    [
      "an encrypted filter",
      stackFile([{ name: "admins", id: "group-adm1", inputs: secret }]),
      "filter of admins is encrypted in it. `pulumi stack export --show-secrets --file export.json` writes it readable",
    ],
  ])("%s", (_what, text, message) => {
    expect(() => readExportPlan({ name: "export.json", text })).toThrow(UsageError);
    expect(() => readExportPlan({ name: "export.json", text })).toThrow("Cannot use export.json: ");
    expect(() => readExportPlan({ name: "export.json", text })).toThrow(message);
  });
});
