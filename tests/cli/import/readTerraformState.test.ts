import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../cli/io";
import { readTerraformState } from "../../../cli/import";

const FILE = readFileSync(join(__dirname, "../files/terraform.tfstate"), "utf8");

interface State {
  [key: string]: unknown;
  resources: { mode: string; type: string; provider: string; instances: Record<string, unknown>[] }[];
}

/** Returns the file with a change. */
function changed(change: (state: State) => void): string {
  const state = JSON.parse(FILE) as State;
  change(state);
  return JSON.stringify(state);
}

const messageFor = (text: string): string => {
  try {
    readTerraformState({ name: "terraform.tfstate", text });
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error("The file was accepted.");
};

describe("readTerraformState", () => {
  const source = readTerraformState({ name: "terraform.tfstate", text: FILE });

  test("returns each mapping once, named by its address, without data sources, deposed objects, and missing ids", () => {
    expect(source.mappings.map(({ name, id }) => [name, id])).toEqual([
      ["admins", "group-adm1"],
      ["numbered-0", "group-num0"],
      ["numbered-1", "group-num1"],
      ["iam-eu-sso-teams-it-s", "group-tea1"],
      ["iam-eu-sso-teams-a-b", "group-tea2"],
      ["iam-eu-sso-teams-zeile-zwei", "group-tea3"],
      ["replaced", "group-rep2"],
      ["secretive", "group-sec1"],
    ]);
  });

  test("returns the exact properties in the state", () => {
    expect(source.mappings[0]).toEqual({
      name: "admins",
      id: "group-adm1",
      displayName: "Kafka administrators",
      description: "On call",
      filter: '"kafka-admins" in groups',
    });
    expect(source.mappings[3]?.displayName).toBe('Team: it\'s "quoted"');
    expect(source.mappings[5]?.filter).toBe("zeile\nzwei");
  });

  test("returns one command that removes the addresses from the state, as Terraform writes them", () => {
    expect(source.detachCommands).toEqual([
      "terraform state rm confluent_group_mapping.admins" +
        " 'confluent_group_mapping.numbered[0]' 'confluent_group_mapping.numbered[1]'" +
        ` 'module.iam["eu"].module.sso.confluent_group_mapping.teams["it'\\''s"]'` +
        ` 'module.iam["eu"].module.sso.confluent_group_mapping.teams["a $\${b}"]'` +
        ` 'module.iam["eu"].module.sso.confluent_group_mapping.teams["zeile\\nzwei"]'` +
        " confluent_group_mapping.replaced confluent_group_mapping.secretive confluent_group_mapping.duplicate",
    ]);
  });

  test("returns notices about sensitive properties and about references to the mappings", () => {
    expect(source.remarks).toEqual([
      "confluent_group_mapping.secretive: filter is marked as sensitive in Terraform. The new program contains it in plain " +
        "text.",
      "The principal of confluent_role_binding.read refers to confluent_group_mapping.admins. Before you remove that block, " +
        "replace the reference with a data source or the literal value (the id is group-adm1).",
      "confluent_service_account.later depends on module.iam.module.sso.confluent_group_mapping.teams.",
      "The root output admins_principal refers to confluent_group_mapping.admins. Before you remove that block, remove the " +
        "output, or replace the reference with the literal value (the id is group-adm1).",
      "When you run `state rm`, also remove these blocks from the configuration, or the next apply creates duplicates: " +
        "confluent_group_mapping.admins, confluent_group_mapping.numbered, " +
        "module.iam.module.sso.confluent_group_mapping.teams, confluent_group_mapping.replaced, " +
        "confluent_group_mapping.secretive, confluent_group_mapping.duplicate.",
    ]);
  });

  test("returns a tofu command for an OpenTofu state", () => {
    const tofu = FILE.replaceAll("registry.terraform.io", "registry.opentofu.org");
    expect(readTerraformState({ name: "terraform.tfstate", text: tofu }).detachCommands[0]).toMatch(
      /^tofu state rm confluent_group_mapping\.admins /,
    );
  });

  test("returns undefined for a missing property", () => {
    const silent = changed(({ resources }) => {
      Object.assign(resources[1]?.instances[0] ?? {}, { attributes: { id: "group-adm1", filter: null } });
    });
    expect(readTerraformState({ name: "terraform.tfstate", text: silent }).mappings[0]).toEqual({
      name: "admins",
      id: "group-adm1",
    });
  });
});

describe("readTerraformState rejects", () => {
  test.each([
    [
      "a stack export",
      '{"version":3,"deployment":{}}',
      "it is the export of a Pulumi stack. Use --from-stack instead.",
    ],
    [
      "an encrypted state",
      '{"serial":1,"lineage":"3f2b","meta":{"key_provider.pbkdf2.main":"eyJzYWx0IjoiIn0="},"encrypted_data":"AAAA","encryption_version":"v0"}',
      "the state is encrypted by OpenTofu. Run `tofu state pull > decrypted.tfstate`",
    ],
    [
      "format 3",
      '{"version":3,"terraform_version":"0.11.14","serial":1,"lineage":"3f2b","modules":[{"path":["root"],"resources":{}}]}',
      "state format 3 is not supported, only format 4. Run `terraform state pull > terraform.tfstate`.",
    ],
    ["format 5", '{"version":5,"resources":[]}', "state format 5 is not supported, only format 4"],
    [
      "a file with backend settings",
      '{"version":3,"serial":1,"lineage":"3f2b","backend":{"type":"s3","config":{},"hash":1},"modules":[]}',
      "it only stores the backend settings of Terraform (.terraform/terraform.tfstate)",
    ],
    [
      "terraform show -json",
      '{"format_version":"1.0","values":{}}',
      "it is what `terraform show -json` prints",
    ],
    ["something else", '{"resources":[]}', "it is not a Terraform state, because it has no version."],
    ["a state without a list", '{"version":4}', "it contains no confluent_group_mapping resources"],
    [
      "a state without mappings",
      '{"version":4,"resources":[{"mode":"managed","type":"confluent_environment","name":"e","instances":[{"attributes":{"id":"env-1"}}]}]}',
      "it contains no confluent_group_mapping resources (other resources: 1).",
    ],
  ])("%s", (_what, text, message) => {
    expect(messageFor(text)).toContain(`Cannot import from terraform.tfstate: ${message}`);
  });
});
