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
  "Remove the mappings from the program of the stack dev (project iam) before its next full `pulumi up`, or it creates " +
  "them again.";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-export-"));
});

afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]): Promise<Ran> => runCommand(["export", ...args], { folder });
const write = (text: string) => writeFile(join(folder, "export.json"), text);

test("to @pulumi/confluentcloud: two files, and the commands that remain", async () => {
  await write(stackFile([ADMINS]));
  expect(await run("--to-bridge", "--stack", "export.json")).toEqual({
    code: 0,
    stderr: "Wrote mappings.ts, import.json: 1 group mapping.\n",
    stdout: `# 1. Give the program that is to manage them the package:
npm install @pulumi/confluentcloud
# 2. Let it declare them, by this line in its index.ts:
#   import "./mappings";
# 3. Take them into its state (in a pipeline, add --yes):
pulumi import -f import.json --generate-code=false --protect=false
# 4. Let go of them in the folder of the project iam, with the stack dev selected. None is deleted:
pulumi state delete --yes ${urnOf("admins")}
# 5. ${REMOVE}
# 6. See, where they are managed now, that nothing is left to change:
pulumi preview
# 7. The import file has served its purpose:
rm import.json
`,
  });
  expect((await readdir(folder)).sort()).toEqual(["export.json", "import.json", "mappings.ts"]);
});

test("to Terraform: three files in a folder of their own, and the commands that remain", async () => {
  await write(stackFile([ADMINS]));
  const { code, stdout } = await run("--to-terraform", "--stack", "export.json", "--out", "new place");
  expect(code).toBe(0);
  expect(stdout).toBe(`# 1. See that each is imported and none is changed:
#    (Where the configuration names the provider already, remove versions.tf first.)
terraform -chdir='new place' init
terraform -chdir='new place' plan
# 2. Take them into its state:
terraform -chdir='new place' apply
# 3. Let go of them in the folder of the project iam, with the stack dev selected. None is deleted:
pulumi state delete --yes ${urnOf("admins")}
# 4. ${REMOVE}
# 5. The import blocks have served their purpose:
rm 'new place/imports.tf'
`);
  expect((await readdir(join(folder, "new place"))).sort()).toEqual([
    "group-mappings.tf",
    "imports.tf",
    "versions.tf",
  ]);
});

test("1000 mappings, each once", async () => {
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

test("a file that exists is kept, and nothing is written, without --force", async () => {
  await write(stackFile([ADMINS]));
  await writeFile(join(folder, "import.json"), "mine");
  const { code, stdout, stderr } = await run("--to-bridge", "--stack", "export.json");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("Cannot write import.json: it exists.");
  expect((await readdir(folder)).sort()).toEqual(["export.json", "import.json"]);
  expect(await readFile(join(folder, "import.json"), "utf8")).toBe("mine");
  expect((await run("--to-bridge", "--stack", "export.json", "--force")).code).toBe(0);
});

test.each([
  ["neither way", ["--stack", "export.json"], "Give one of --to-bridge and --to-terraform."],
  [
    "both ways",
    ["--to-bridge", "--to-terraform", "--stack", "export.json"],
    "Give one of --to-bridge and --to-terraform.",
  ],
  ["no stack", ["--to-bridge"], "required option '--stack <file>' not specified"],
  ["a file that is not there", ["--to-bridge", "--stack", "none.json"], "Cannot read none.json: ENOENT"],
  ["a folder", ["--to-bridge", "--stack", "."], "Cannot read .: EISDIR"],
  [
    "a stack of the other package",
    ["--to-bridge", "--stack", BRIDGE],
    "Those are @pulumi/confluentcloud's already",
  ],
  ["a Terraform state", ["--to-bridge", "--stack", TERRAFORM], "it is a state of Terraform."],
])("%s is wrong use: said, and nothing written", async (_what, args, message) => {
  await write(stackFile([ADMINS]));
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(await readdir(folder)).toEqual(["export.json"]);
});

test("broken JSON is wrong use: where it breaks, and not what stands there", async () => {
  await write('{"version": 3,\n "deployment": sesame}');
  const { code, stderr } = await run("--to-bridge", "--stack", "export.json");
  expect(code).toBe(2);
  expect(stderr).toBe(
    "Cannot read export.json: it is no JSON from line 2, column 16 on. `pulumi stack export --file export.json` writes one. [CSSO-1501]\n",
  );
});

test.each([
  ["--from-terraform", '{"version":3,"deployment":{}}', "Give it by --from-stack."],
  [
    "--from-terraform",
    '{"serial":1,"encrypted_data":"AAAA","encryption_version":"v0"}',
    "encrypted by OpenTofu",
  ],
  ["--from-terraform", '{"version":3,"terraform_version":"0.11.14","modules":[]}', "the state has format 3"],
  ["--from-terraform", "{", "it is no JSON from line 1, column 2 on"],
  [
    "--from-stack",
    '{"version":4,"terraform_version":"1.11.4","resources":[]}',
    "Give it by --from-terraform.",
  ],
  ["--from-stack", '{"version":3,"checkpoint":{}}', "it is the file of a backend"],
  ["--from-stack", "", "it is empty"],
])("import %s of %s is wrong use, told before any request", async (option, text, message) => {
  await write(text);
  const { code, stdout, stderr } = await runCommand(["import", option, "export.json"], { folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(await readdir(folder)).toEqual(["export.json"]);
});
