import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../cli/io";
import { readTerraformState } from "../../../cli/import";

const FILE = readFileSync(join(__dirname, "../files/terraform.tfstate"), "utf8");

interface State {
  [key: string]: unknown;
  resources: { mode: string; type: string; provider: string; instances: Record<string, unknown>[] }[];
}

/** The file with something changed in it. */
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
  throw new Error("It was read.");
};

describe("a Terraform state", () => {
  const source = readTerraformState({ name: "terraform.tfstate", text: FILE });

  test("gives each mapping once, named by its address; no data source, nothing deposed, nothing without an id", () => {
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

  test("gives what Terraform believes of them, to the letter", () => {
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

  test("is let go of by one command, with addresses as Terraform writes them", () => {
    expect(source.detachCommands).toEqual([
      "terraform state rm confluent_group_mapping.admins" +
        " 'confluent_group_mapping.numbered[0]' 'confluent_group_mapping.numbered[1]'" +
        ` 'module.iam["eu"].module.sso.confluent_group_mapping.teams["it'\\''s"]'` +
        ` 'module.iam["eu"].module.sso.confluent_group_mapping.teams["a $\${b}"]'` +
        ` 'module.iam["eu"].module.sso.confluent_group_mapping.teams["zeile\\nzwei"]'` +
        " confluent_group_mapping.replaced confluent_group_mapping.secretive confluent_group_mapping.twin",
    ]);
  });

  test("remarks what is not as it seems, and what refers to the mappings", () => {
    expect(source.remarks).toEqual([
      "confluent_group_mapping.secretive: filter is marked as sensitive in Terraform; the program written here holds it " +
        "in plain text.",
      "confluent_role_binding.read refers to confluent_group_mapping.admins by its principal: let it hold the text, with " +
        "group-adm1, or a data source, before the block is removed.",
      "confluent_service_account.later depends on module.iam.module.sso.confluent_group_mapping.teams.",
      "The root output admins_principal refers to confluent_group_mapping.admins: let it hold the text, with group-adm1, or " +
        "remove it, before the block is removed.",
      "Remove from the Terraform configuration, together with its state, or the next apply creates the mappings again: " +
        "confluent_group_mapping.admins, confluent_group_mapping.numbered, " +
        "module.iam.module.sso.confluent_group_mapping.teams, confluent_group_mapping.replaced, " +
        "confluent_group_mapping.secretive, confluent_group_mapping.twin.",
    ]);
  });

  test("of OpenTofu is let go of by tofu", () => {
    const tofu = FILE.replaceAll("registry.terraform.io", "registry.opentofu.org");
    expect(readTerraformState({ name: "terraform.tfstate", text: tofu }).detachCommands[0]).toMatch(
      /^tofu state rm confluent_group_mapping\.admins /,
    );
  });

  test("that leaves a property out leaves it open", () => {
    const silent = changed(({ resources }) => {
      Object.assign(resources[1]?.instances[0] ?? {}, { attributes: { id: "group-adm1", filter: null } });
    });
    expect(readTerraformState({ name: "terraform.tfstate", text: silent }).mappings[0]).toEqual({
      name: "admins",
      id: "group-adm1",
    });
  });
});

describe("a file that is no such state is refused", () => {
  test.each([
    [
      "a stack export",
      '{"version":3,"deployment":{}}',
      "it is the export of a Pulumi stack. Give it by --from-stack.",
    ],
    [
      "an encrypted state",
      '{"serial":1,"lineage":"3f2b","meta":{"key_provider.pbkdf2.main":"eyJzYWx0IjoiIn0="},"encrypted_data":"AAAA","encryption_version":"v0"}',
      "the state is encrypted by OpenTofu. `tofu state pull > decrypted.tfstate`",
    ],
    [
      "format 3",
      '{"version":3,"terraform_version":"0.11.14","serial":1,"lineage":"3f2b","modules":[{"path":["root"],"resources":{}}]}',
      "the state has format 3; this package knows format 4, which `terraform state pull > terraform.tfstate` writes.",
    ],
    ["format 5", '{"version":5,"resources":[]}', "the state has format 5; this package knows format 4"],
    [
      "the note of a backend",
      '{"version":3,"serial":1,"lineage":"3f2b","backend":{"type":"s3","config":{},"hash":1},"modules":[]}',
      "it is where Terraform notes its backend (.terraform/terraform.tfstate)",
    ],
    [
      "terraform show -json",
      '{"format_version":"1.0","values":{}}',
      "it is what `terraform show -json` prints",
    ],
    ["something else", '{"resources":[]}', "it is no Terraform state, for it has no version."],
    ["a state without a list", '{"version":4}', "it has no resource confluent_group_mapping that exists"],
    [
      "a state without mappings",
      '{"version":4,"resources":[{"mode":"managed","type":"confluent_environment","name":"e","instances":[{"attributes":{"id":"env-1"}}]}]}',
      "it has no resource confluent_group_mapping that exists (and 1 others).",
    ],
  ])("%s", (_what, text, message) => {
    expect(messageFor(text)).toContain(`Cannot import from terraform.tfstate: ${message}`);
  });
});
