import { join } from "node:path";
import { importNextSteps } from "../../../cli/import";

test("the steps after an import are declare, import, verify, and remove from the source", () => {
  const detachCommands = ["terraform state rm 'confluent_group_mapping.admins'"];
  expect(importNextSteps(".", false, detachCommands, [])).toBe(
    `# 1. Declare the mappings by adding this line to index.ts:
#   import "./mappings";
# 2. Import them into the state with Pulumi CLI 3.254 or newer (for older versions, run this again with --adopt):
#    (In a pipeline, add --yes.)
pulumi import -f import.json --generate-code=false --protect=false
# 3. Verify that no changes are planned:
pulumi preview
# 4. Remove the mappings from the state of the previous project, in its folder. This deletes no mapping:
terraform state rm 'confluent_group_mapping.admins'
# 5. Delete the import file:
rm import.json
`,
  );
});

test("the steps list mappings that are removed from the source but were not imported", () => {
  const detachCommands = ["terraform state rm a b"];
  const commands = importNextSteps(".", true, detachCommands, ["group-x", "group-y"]);
  expect(commands).toContain(
    "To keep them there, delete them here: group-x, group-y.)\nterraform state rm a b\n",
  );
});

test("the steps after an import with --adopt are declare, preview, and up", () => {
  expect(importNextSteps("sso", true, [], [])).toBe(
    `# 1. Declare the mappings by adding this line to index.ts:
#   import "./sso/mappings";
# 2. Verify which mappings are adopted, and that none is changed:
pulumi preview
# 3. Adopt them. Afterward, you can remove adoptId from the program:
pulumi up
`,
  );
});

test.each([
  ["it's here", `"./it's here/mappings"`, String.raw`'it'\''s here/import.json'`],
  ["..", `"../mappings"`, "../import.json"],
  [process.cwd(), `"./mappings"`, join(process.cwd(), "import.json")],
])("the folder %p is quoted for TypeScript and for the shell", (folder, module, file) => {
  const commands = importNextSteps(folder, false, [], []);
  expect(commands).toContain(`import ${module};`);
  expect(commands).toContain(`pulumi import -f ${file} `);
});
