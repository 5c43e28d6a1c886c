import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ran, runCommand } from "../support/commandLine";
import { type Kept, stackFile, urnOf } from "../support/stackFiles";

const BRIDGE = join(__dirname, "../cli/files/bridge.export.json");
const TERRAFORM = join(__dirname, "../cli/files/terraform.tfstate");
const ADMINS: Kept = {
  name: "admins",
  id: "group-adm1",
  inputs: { displayName: "Admins", description: "", filter: "admins" },
};

const REMOVE =
  "Remove the mappings from the program of stack dev (project iam) before you run `pulumi up` without --target, or they " +
  "are created again.";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-export-"));
});

afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runCommand(["export", ...args], { folder });
const write = (text: string) => writeFile(join(folder, "export.json"), text);

test("--to-bridge writes two files and prints the next steps", async () => {
  await write(stackFile([ADMINS]));
  expect(await run("--to-bridge", "--stack", "export.json")).toEqual({
    code: 0,
    stderr: "Wrote mappings.ts, import.json: 1 group mapping.\n",
    stdout: `# 1. Install the package in the program that will manage the mappings:
npm install @pulumi/confluentcloud
# 2. Declare them with this line in its index.ts:
#   import "./mappings";
# 3. Import the mappings into its state (in a pipeline, add --yes):
pulumi import -f import.json --generate-code=false --protect=false
# 4. Remove the mappings from the state of stack dev, in the folder of project iam. This deletes no mapping:
pulumi state delete --yes ${urnOf("admins")}
# 5. ${REMOVE}
# 6. Verify that the new program plans no changes:
pulumi preview
# 7. Delete the import file:
rm import.json
`,
  });
  expect((await readdir(folder)).sort()).toEqual(["export.json", "import.json", "mappings.ts"]);
});

test("--to-terraform writes three files into a folder and prints the next steps", async () => {
  await write(stackFile([ADMINS]));
  const { code, stdout } = await run("--to-terraform", "--stack", "export.json", "--out", "new place");
  expect(code).toBe(0);
  expect(stdout).toBe(`# 1. Verify that every mapping is imported and none is changed:
#    (If the configuration already declares the provider, remove versions.tf first.)
terraform -chdir='new place' init
terraform -chdir='new place' plan
# 2. Import the mappings into its state:
terraform -chdir='new place' apply
# 3. Remove the mappings from the state of stack dev, in the folder of project iam. This deletes no mapping:
pulumi state delete --yes ${urnOf("admins")}
# 4. ${REMOVE}
# 5. Delete the import blocks:
rm 'new place/imports.tf'
`);
  expect((await readdir(join(folder, "new place"))).sort()).toEqual([
    "group-mappings.tf",
    "imports.tf",
    "versions.tf",
  ]);
});

test("exports 1000 mappings, each once", async () => {
  const mappings = Array.from({ length: 1000 }, (_, index) => ({
    ...ADMINS,
    name: `team-${index}`,
    id: `group-${index}`,
  }));
  await write(stackFile(mappings));
  const { code, stdout } = await run("--to-terraform", "--stack", "export.json");
  expect(code).toBe(0);
  expect(stdout.match(/^pulumi state delete /gm)).toHaveLength(1000);
  const imports = await readFile(join(folder, "imports.tf"), "utf8");
  expect(new Set(imports.match(/^ {2}(to|id) = .*$/gm)).size).toBe(2000);
});

test("writes nothing without --force if a file exists", async () => {
  await write(stackFile([ADMINS]));
  await writeFile(join(folder, "import.json"), "mine");
  const { code, stdout, stderr } = await run("--to-bridge", "--stack", "export.json");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("Cannot write import.json: it already exists.");
  expect((await readdir(folder)).sort()).toEqual(["export.json", "import.json"]);
  expect(await readFile(join(folder, "import.json"), "utf8")).toBe("mine");
  expect((await run("--to-bridge", "--stack", "export.json", "--force")).code).toBe(0);
});

test.each([
  ["no target", ["--stack", "export.json"], "Specify exactly one of --to-bridge and --to-terraform."],
  [
    "two targets",
    ["--to-bridge", "--to-terraform", "--stack", "export.json"],
    "Specify exactly one of --to-bridge and --to-terraform.",
  ],
  ["no stack", ["--to-bridge"], "required option '--stack <file>' not specified"],
  ["a missing file", ["--to-bridge", "--stack", "none.json"], "Cannot read none.json: ENOENT"],
  ["a folder", ["--to-bridge", "--stack", "."], "Cannot read .: EISDIR"],
  [
    "a stack of the other package",
    ["--to-bridge", "--stack", BRIDGE],
    "@pulumi/confluentcloud manages them. Use the import",
  ],
  ["a Terraform state", ["--to-bridge", "--stack", TERRAFORM], "it is a Terraform state."],
])("%s is a usage error, and nothing is written", async (_what, args, message) => {
  await write(stackFile([ADMINS]));
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(await readdir(folder)).toEqual(["export.json"]);
});

test("invalid JSON is a usage error with its position, without its content", async () => {
  await write('{"version": 3,\n "deployment": sesame}');
  const { code, stderr } = await run("--to-bridge", "--stack", "export.json");
  expect(code).toBe(2);
  expect(stderr).toBe(
    "Cannot read export.json: it is not valid JSON at line 2, column 16. Run `pulumi stack export --file export.json`. [CSSO-1501]\n",
  );
});

test.each([
  ["--from-terraform", '{"version":3,"deployment":{}}', "Use --from-stack instead."],
  [
    "--from-terraform",
    '{"serial":1,"encrypted_data":"AAAA","encryption_version":"v0"}',
    "encrypted by OpenTofu",
  ],
  [
    "--from-terraform",
    '{"version":3,"terraform_version":"0.11.14","modules":[]}',
    "state format 3 is not supported",
  ],
  ["--from-terraform", "{", "it is not valid JSON at line 1, column 2"],
  [
    "--from-stack",
    '{"version":4,"terraform_version":"1.11.4","resources":[]}',
    "Use --from-terraform instead.",
  ],
  ["--from-stack", '{"version":3,"checkpoint":{}}', "it is a checkpoint file of a backend"],
  ["--from-stack", "", "it is empty"],
])("import %s of %s is a usage error without requests", async (option, text, message) => {
  await write(text);
  const { code, stdout, stderr } = await runCommand(["import", option, "export.json"], { folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(await readdir(folder)).toEqual(["export.json"]);
});
