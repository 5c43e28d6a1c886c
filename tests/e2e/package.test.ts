import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const execute = promisify(execFile);
const PACKAGE_ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));

describe("the packed tarball, installed into an empty project", () => {
  let emulator: Emulator;
  let folder: string;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    folder = await mkdtemp(join(tmpdir(), "confluent-sso-tarball-"));
    const { stdout } = await execute("npm", ["pack", "--json", "--pack-destination", folder], {
      cwd: PACKAGE_ROOT,
    });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    const { devDependencies } = JSON.parse(await readFile(join(PACKAGE_ROOT, "package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "user", private: true }));
    await execute(
      "npm",
      [
        ...["install", "--prefer-offline", "--no-audit", "--no-fund"],
        `./${filename}`,
        ...["@pulumi/pulumi", "typescript"].map((name) => `${name}@${devDependencies[name] ?? ""}`),
      ],
      { cwd: folder },
    );
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await emulator.close();
  });

  test("goes through up, refresh and destroy", async () => {
    const stack = await Stack.start({
      program: 'new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins" });',
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
      nodeModules: join(folder, "node_modules"),
    });
    await stack.previewAndUp();
    expect(emulator.mappings()).toHaveLength(1);
    await stack.refresh("--expect-no-changes");
    await stack.destroy();
    expect(emulator.mappings()).toEqual([]);
    await stack.close();
  });

  test("has the command, which the installation makes executable", async () => {
    const command = join(folder, "node_modules/.bin/pulumi-confluent-sso");
    const { version } = JSON.parse(await readFile(join(PACKAGE_ROOT, "package.json"), "utf8")) as {
      version: string;
    };
    await expect(execute(command, ["--version"])).resolves.toMatchObject({
      stdout: `${version}\n`,
      stderr: "",
    });
    await somebodyAt(emulator).create({ display_name: "Admins", filter: "admins" });
    await execute(command, ["import", "--out", join(folder, "imported")], {
      env: { ...process.env, ...environmentOf(emulator) },
    });
    await expect(readFile(join(folder, "imported/mappings.ts"), "utf8")).resolves.toContain(
      'new GroupMapping("admins", {',
    );
  });

  // Each module resolution that a user's tsconfig.json may name, with the module system it goes with.
  test.each([
    ["node10", "commonjs"],
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["bundler", "esnext"],
  ])("has types and code for a program under moduleResolution %s", async (moduleResolution, module) => {
    const program = [
      'import { GroupMapping, type GroupMappingArgs, Provider } from "pulumi-confluent-sso";',
      'import { startEmulator, type Emulator } from "pulumi-confluent-sso/emulator";',
      'import provider = require("pulumi-confluent-sso/provider");',
      "const args: GroupMappingArgs = { displayName: 'a', filter: 'b' };",
      "const emulator: Promise<Emulator> = startEmulator();",
      "void emulator.then(async (running) => {",
      "  console.log(typeof GroupMapping, typeof Provider, args.filter, typeof provider.create);",
      "  await running.close();",
      "});",
    ].filter((line) => module !== "esnext" || !line.includes("provider"));
    const text =
      module === "esnext" ? program.join("\n").replace(/.*typeof provider.*\n?/, "") : program.join("\n");
    await writeFile(join(folder, "program.ts"), text);
    const options = [
      "--moduleResolution",
      moduleResolution,
      "--module",
      module,
      "--target",
      "es2022",
      "--strict",
    ];
    await execute(join(folder, "node_modules/.bin/tsc"), [...options, "--skipLibCheck", "program.ts"], {
      cwd: folder,
    });
    if (module !== "esnext") {
      const { stdout } = await execute(process.execPath, ["program.js"], { cwd: folder });
      expect(stdout).toBe("function function b function\n");
    }
  });
});
