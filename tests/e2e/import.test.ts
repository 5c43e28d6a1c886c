import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { type Somebody, somebodyAt } from "../support/apiRequests";
import { commandsIn, runCommand } from "../support/commandLine";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { ODD_MAPPINGS } from "../support/oddMappings";
import { bridgeExportOf, type KnownMapping, terraformStateOf } from "../support/sourceFiles";
import { Stack } from "./support/stack";

/** What an index.ts says. */
const PROGRAM = 'require("./mappings");';

/** Does not check the types of the program again, which takes 2 s. */
const UNCHECKED = { env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } };

/** A way to import: the arguments, and the file that they name. */
const WAYS: [how: string, args: string[], fileOf?: (mappings: readonly KnownMapping[]) => string][] = [
  ["with an import file", []],
  ["with adoptId", ["--adopt"]],
  ["from a Terraform state", ["--from-terraform", "source.json"], terraformStateOf],
  [
    "from a stack of @pulumi/confluentcloud",
    ["--from-stack", "source.json"],
    (mappings) =>
      bridgeExportOf(mappings.map((mapping, index) => ({ ...mapping, name: `It's "${index}" 🚀` }))),
  ],
];

describe.each(WAYS)("25 mappings of an organization are imported %s", (_how, args, fileOf) => {
  let emulator: Emulator;
  let somebody: Somebody;
  let stack: Stack;
  let commands: string[];
  let seen: number;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    somebody = somebodyAt(emulator);
    for (const mapping of ODD_MAPPINGS) {
      await somebody.create(mapping);
    }
    stack = await Stack.start({
      program: "",
      typescript: true,
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
    if (fileOf !== undefined) {
      await writeFile(join(stack.folder, "source.json"), fileOf(emulator.mappings()));
    }
    const { code, stdout, stderr } = await runCommand(["import", ...args], {
      folder: stack.folder,
      env: environmentOf(emulator),
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).not.toMatch(/^(Left out|Differs|Not in)/m);
    commands = commandsIn(stdout);
    await stack.setProgram(PROGRAM);
  });

  beforeEach(() => {
    seen = emulator.requests().length;
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  const writes = () =>
    emulator
      .requests()
      .slice(seen)
      .map(({ method }) => method)
      .filter((method) => method !== "GET");

  test("one up, or `pulumi import`, takes them into the state and changes nothing", async () => {
    for (const command of commands.filter((one) => /^pulumi (import|up)/.test(one))) {
      const [, ...words] = command.split(" ");
      await stack.succeed([...words, ...(command.includes("import") ? ["--yes"] : [])], UNCHECKED);
    }
    const stored = await stack.mappings();
    expect(stored).toHaveLength(25);
    expect(stored.map(({ id }) => id).sort()).toEqual(
      emulator
        .mappings()
        .map(({ id }) => id)
        .sort(),
    );
    expect(writes()).toEqual([]);
  });

  test("preview shows no change", async () => {
    await stack.preview("--expect-no-changes");
    expect(writes()).toEqual([]);
  });

  test("a change in the program is one PATCH in an up with a refresh, which has nothing else to do", async () => {
    const file = join(stack.folder, "mappings.ts");
    const program = await readFile(file, "utf8");
    await writeFile(file, program.replace("On call for the clusters", "Changed"));
    const output = await stack.succeed(["up", "--refresh"], UNCHECKED);
    expect(output).toMatch(/~ 1 updated\n\s+25 unchanged/);
    expect(writes()).toEqual(["PATCH"]);
    expect(emulator.mappings().map(({ description }) => description)).toContain("Changed");
  });
});

test("with adoptId, a mapping that has drifted meanwhile becomes in one up what the program says", async () => {
  const emulator = await startCheckedEmulator();
  const somebody = somebodyAt(emulator);
  const id = await somebody.create({ display_name: "Admins", description: "As it was", filter: "admins" });
  const env = environmentOf(emulator);
  const stack = await Stack.start({ program: "", typescript: true, env, secrets: [credentialsOf(emulator)] });
  await runCommand(["import", "--adopt"], { folder: stack.folder, env });
  await somebody.change(id, { description: "Changed" });
  await stack.setProgram(PROGRAM);
  const seen = emulator.requests().length;
  const output = await stack.succeed(["up"], UNCHECKED);
  expect(output).toContain(`"Admins": adopts ${id}, and changes its description`);
  const writes = emulator
    .requests()
    .slice(seen)
    .filter(({ method }) => method !== "GET");
  expect(writes).toMatchObject([{ method: "PATCH", body: { description: "As it was" } }]);
  await stack.succeed(["up", "--expect-no-changes"], UNCHECKED);
  await stack.close();
  await emulator.close();
});
