import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { type Somebody, somebodyAt } from "../support/apiRequests";
import { commandsIn, runCommand } from "../support/commandLine";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { ODD_MAPPINGS } from "../support/oddMappings";
import { bridgeExportOf } from "../support/sourceFiles";
import { Stack } from "./support/stack";

/** The content of index.ts. */
const PROGRAM = 'require("./mappings");';

/** Skips another type check of the program, which takes 2 s. */
const UNCHECKED = { env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } };

describe("an import of 25 mappings", () => {
  let emulator: Emulator;
  let somebody: Somebody;
  let stack: Stack;
  let seen: number;

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
    somebody = somebodyAt(emulator);
    for (const mapping of ODD_MAPPINGS) {
      await somebody.create(mapping);
    }
    stack = await Stack.start({
      program: PROGRAM,
      typescript: true,
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
  });

  afterEach(async () => {
    await stack.close();
    await emulator.close();
  });

  /** Runs `pulumi-confluent-sso import`, and returns the Pulumi commands that it prints. */
  async function importWith(args: readonly string[]): Promise<string[][]> {
    const { code, stdout, stderr } = await runCommand(["import", ...args], {
      folder: stack.folder,
      env: environmentOf(emulator),
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).not.toMatch(/^(Skipped|Differs|Not imported)/m);
    seen = emulator.requests().length;
    const commands = commandsIn(stdout).filter((command) => /^pulumi (import|up)/.test(command));
    return commands.map((command) => command.split(" ").slice(1));
  }

  const writes = () =>
    emulator
      .requests()
      .slice(seen)
      .filter(({ method }) => method !== "GET");

  async function expectAllInState(): Promise<void> {
    const stored = await stack.mappings();
    expect(stored).toHaveLength(25);
    const ids = emulator.mappings().map(({ id }) => id);
    expect(stored.map(({ id }) => id).sort()).toEqual(ids.sort());
  }

  test("from @pulumi/confluentcloud works with `pulumi import`, and a later change sends one PATCH", async () => {
    const known = emulator.mappings().map((mapping, index) => ({ ...mapping, name: `It's "${index}" 🚀` }));
    await writeFile(join(stack.folder, "source.json"), bridgeExportOf(known));
    const commands = await importWith(["--from-stack", "source.json"]);
    expect(commands.map(([command]) => command)).toEqual(["import"]);
    for (const command of commands) {
      await expect(stack.succeed([...command, "--yes"])).resolves.not.toContain("identical");
    }
    await expectAllInState();
    expect(writes()).toEqual([]);

    const file = join(stack.folder, "mappings.ts");
    const program = await readFile(file, "utf8");
    await writeFile(file, program.replace("On call for the clusters", "Changed"));
    await expect(stack.up("--refresh")).resolves.toMatch(/~ 1 updated\n\s+25 unchanged/);
    expect(writes()).toMatchObject([{ method: "PATCH", body: { description: "Changed" } }]);
  });

  test("with adoptId works with one up, which repairs a mapping that has drifted, and leaves no changes", async () => {
    const commands = await importWith(["--adopt"]);
    expect(commands.map(([command]) => command)).toEqual(["up"]);
    const { id = "", display_name = "", description } = emulator.mappings()[1] ?? {};
    await somebody.change(id, { description: "Changed" });
    seen = emulator.requests().length;
    for (const command of commands) {
      const output = await stack.succeed(command, UNCHECKED);
      expect(output).toContain(`"${display_name}": adopts ${id}, and changes its description`);
      expect(output).not.toContain("identical");
    }
    await expectAllInState();
    expect(writes()).toMatchObject([{ method: "PATCH", body: { description } }]);
    await stack.succeed(["up", "--refresh", "--expect-no-changes"], UNCHECKED);
  });
});
