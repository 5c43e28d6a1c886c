import { cp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectToRun, GO, goBuild, prepareTools, run, shownProgram, type Tools } from "./support";

let tools: Tools;

beforeAll(async () => {
  tools = await prepareTools();
}, 20 * 60_000);

afterAll(() => tools.close());

test("YAML: the program of docs/languages.md", async () => {
  const program = `name: e2e\nruntime: yaml\n${shownProgram("yaml")}`;
  const stack = await tools.stack({ "Pulumi.yaml": program });
  await expectToRun(stack, tools);
  await stack.close();
});

test("TypeScript: the program of docs/languages.md", async () => {
  const program = shownProgram("ts");
  const manifest = JSON.stringify({ name: "e2e", main: "index.ts" });
  const stack = await tools.stack({ "index.ts": program, "package.json": manifest }, true);
  await expectToRun(stack, tools);
  await stack.close();
});

test("Go: a program with the generated SDK", async () => {
  const program = join(tools.folder, "program");
  await cp(join(GO, "program"), program, { recursive: true });
  await goBuild(program, join(tools.folder, "bin/program"));
  const stack = await tools.stack({});
  const go = (operation: string) => run(join(tools.folder, "bin/program"), [operation], { env: stack.env });
  const output = await go("up");
  const [mapping] = tools.emulator.mappings();
  expect(mapping).toMatchObject({ display_name: "Admins of Go", filter: '"kafka-admins" in groups' });
  expect(output).toBe(`User:${mapping?.id ?? ""}`);
  await go("preview");
  await go("destroy");
  expect(tools.emulator.mappings()).toEqual([]);
  await stack.close();
});

test("Python: the generated SDK, and the program of docs/languages.md, compile", async () => {
  const sdk = join(tools.folder, "sdk/python");
  await writeFile(join(sdk, "program.py"), shownProgram("python"));
  await run("python3", ["-m", "compileall", "-q", sdk]);
  // The command also succeeds if there is nothing to compile.
  await expect(readdir(sdk)).resolves.toContain("__pycache__");
  await expect(readdir(join(sdk, "pulumi_confluent_sso"))).resolves.toContain("__pycache__");
});
