import { join } from "node:path";
import { importNextSteps } from "../../../cli/import";

test("of an import: declare, import, see that nothing changes, let go", () => {
  const detachCommands = ["terraform state rm 'confluent_group_mapping.admins'"];
  expect(importNextSteps(".", false, detachCommands, [])).toBe(
    `# 1. Let the program declare them, by this line in its index.ts:
#   import "./mappings";
# 2. Take them into the state, with Pulumi CLI 3.254 or newer (an older one: run this again with --adopt):
#    (In a pipeline, add --yes.)
pulumi import -f import.json --generate-code=false --protect=false
# 3. See that nothing is left to change:
pulumi preview
# 4. Let go of the mappings where they were managed before, in the folder of that project. None is deleted:
terraform state rm 'confluent_group_mapping.admins'
# 5. The import file has served its purpose:
rm import.json
`,
  );
});

test("what is let go of without having been imported is named, for the user to decide", () => {
  const detachCommands = ["terraform state rm a b"];
  const commands = importNextSteps(".", true, detachCommands, ["group-x", "group-y"]);
  expect(commands).toContain("unless you take it out: group-x, group-y.)\nterraform state rm a b\n");
});

test("with adoptId: declare, see what is taken over, up", () => {
  expect(importNextSteps("sso", true, [], [])).toBe(
    `# 1. Let the program declare them, by this line in its index.ts:
#   import "./sso/mappings";
# 2. See which mappings are taken over, and that nothing is changed:
pulumi preview
# 3. Take them over. After that adoptId may stay in the program or go:
pulumi up
`,
  );
});

test.each([
  ["it's here", `"./it's here/mappings"`, String.raw`'it'\''s here/import.json'`],
  ["..", `"../mappings"`, "../import.json"],
  [process.cwd(), `"./mappings"`, join(process.cwd(), "import.json")],
])("a folder called %p is named so that module and shell find it", (folder, module, file) => {
  const commands = importNextSteps(folder, false, [], []);
  expect(commands).toContain(`import ${module};`);
  expect(commands).toContain(`pulumi import -f ${file} `);
});
