import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExportPlan } from "../../../cli/export";
import { UsageError } from "../../../cli/io";
import { PLUGIN_RESOURCE_TYPE } from "../../../sdk/dynamicProvider";
import { type Kept, stackFile, urnOf } from "../../support/stackFiles";

const INPUTS = { displayName: "Admins", description: "On call", filter: "admins" };
const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:3fT0m9pQnq0yJq8M:kq0Q1u9yE1xS3cWk8m6mVbJb4w==",
};

const read = (...resources: Kept[]) => readExportPlan({ name: "export.json", text: stackFile(resources) });

test("mappings keep their names, text, protect, and retainOnDelete", () => {
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

test("mappings of the provider plugin are read too", () => {
  const plan = read({ type: PLUGIN_RESOURCE_TYPE, name: "admins", id: "group-adm1", inputs: INPUTS });
  expect(plan.mappings).toMatchObject([{ name: "admins", id: "group-adm1", inputs: INPUTS }]);
  expect(plan.detachCommands).toEqual([`pulumi state delete --yes ${urnOf("admins", PLUGIN_RESOURCE_TYPE)}`]);
});

test("the API's last response takes precedence over the inputs of the program", () => {
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

test("children of different components with the same name get unique names", () => {
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

test("the commands remove dependent mappings from the state first, and delete nothing", () => {
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
    "Remove the mappings from the program of stack dev (project iam) before you run `pulumi up` without --target, or they " +
      "are created again.",
  );
});

test("dependents are updated first, whatever the kind of dependency", () => {
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
      "# (Before this command, make these resources refer to the new mappings or to literal ids in the program:)",
      `pulumi up --target ${urnOf("user", "acme:index:Thing")}`,
      `pulumi state delete --yes ${urnOf("admins")}`,
    ]);
  }
});

describe("readExportPlan rejects", () => {
  const BRIDGE = readFileSync(join(__dirname, "../files/bridge.export.json"), "utf8");
  const TERRAFORM = readFileSync(join(__dirname, "../files/terraform.tfstate"), "utf8");
  const secret = { ...INPUTS, filter: SECRET };
  test.each([
    ["a stack of @pulumi/confluentcloud", BRIDGE, "@pulumi/confluentcloud manages them. Use the import"],
    [
      "a Terraform state",
      TERRAFORM,
      "it is a Terraform state. Use the export of a Pulumi stack that uses this package.",
    ],
    [
      "a stack without mappings",
      stackFile([]),
      "it manages no resources of the type pulumi-nodejs:dynamic/confluent-sso",
    ],
    [
      "an encrypted filter",
      stackFile([{ name: "admins", id: "group-adm1", inputs: secret }]),
      "filter of admins is encrypted. Run `pulumi stack export --show-secrets --file export.json`",
    ],
  ])("%s", (_what, text, message) => {
    expect(() => readExportPlan({ name: "export.json", text })).toThrow(UsageError);
    expect(() => readExportPlan({ name: "export.json", text })).toThrow("Cannot use export.json: ");
    expect(() => readExportPlan({ name: "export.json", text })).toThrow(message);
  });
});
