import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { environmentOf } from "../support/emulatorEnvironment";

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
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ name: "user", private: true, main: "index.ts" }),
    );
    await execute(
      "npm",
      [
        ...["install", "--prefer-offline", "--no-audit", "--no-fund"],
        `./${filename}`,
        ...["@pulumi/pulumi", "@types/node", "typescript"].map(
          (name) => `${name}@${devDependencies[name] ?? ""}`,
        ),
      ],
      { cwd: folder },
    );
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await emulator.close();
  });

  test("has types and code for examples/testing, whose tests run the program with mocks and with the emulator", async () => {
    await cp(join(PACKAGE_ROOT, "examples/testing"), folder, {
      recursive: true,
      filter: (file) => !file.endsWith("package.json"), // the installation has written one
    });
    await writeFile(
      join(folder, "entryPoints.ts"),
      `
      import { equal } from "node:assert/strict";
      import { GroupMapping, type GroupMappingArgs, type Provider } from "pulumi-confluent-sso";
      import { startEmulator, type Emulator } from "pulumi-confluent-sso/emulator";
      import provider = require("pulumi-confluent-sso/provider");
      const args: GroupMappingArgs = { displayName: "Admins", filter: "admins" };
      const start: () => Promise<Emulator> = startEmulator;
      const explicit: Provider | undefined = undefined;
      equal(typeof start, "function");
      equal(typeof provider.create, "function");
      export const admins = () => new GroupMapping("admins", args, { provider: explicit });
      `,
    );
    await execute(join(folder, "node_modules/.bin/tsc"), { cwd: folder });
    const tests = ["entryPoints.js", "mocks.test.js", "emulator.test.js"].map((file) => join("bin", file));
    const { PATH = "", HOME = "" } = process.env;
    const env = { PATH, HOME, PULUMI_HOME: join(folder, "home"), PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { stdout } = await execute(process.execPath, ["--test", ...tests], { cwd: folder, env });
    expect(stdout).toMatch(/^# pass 3$/m);
  });

  test("contains an executable command", async () => {
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

  test("contains the provider plugin, which starts from node_modules/.bin and ends with its stdin", async () => {
    const plugin = execute(join(folder, "node_modules/.bin/pulumi-resource-confluent-sso"));
    plugin.child.stdin?.end();
    await expect(plugin).resolves.toEqual({ stdout: expect.stringMatching(/^\d+\n$/) as string, stderr: "" });
  });

  // Every module resolution that a user's tsconfig.json can contain.
  test.each(["Node10", "Node16", "NodeNext", "Bundler"] as const)(
    "has types for each entry point under moduleResolution %s",
    (moduleResolution) => {
      const program = join(folder, "program.ts");
      const options = { moduleResolution: ts.ModuleResolutionKind[moduleResolution] };
      const typesOf = (name: string) =>
        ts.resolveModuleName(name, program, options, ts.sys).resolvedModule?.resolvedFileName;
      const types = (entry: string) =>
        join(folder, `node_modules/pulumi-confluent-sso/bin/${entry}/index.d.ts`);
      expect(typesOf("pulumi-confluent-sso")).toBe(types("sdk"));
      expect(typesOf("pulumi-confluent-sso/provider")).toBe(types("provider"));
      expect(typesOf("pulumi-confluent-sso/emulator")).toBe(types("emulator"));
    },
  );
});
