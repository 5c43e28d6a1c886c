import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { codeBlocks, ROOT } from "../docs/pages";
import { Stack } from "../e2e/support/stack";
import { somebodyAt } from "../support/apiRequests";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";

export const GO = join(ROOT, "tests/languages/go");

/** Returns the program of docs/languages.md in a language. */
export function shownProgram(language: string): string {
  const blocks = codeBlocks("docs/languages.md", language);
  return blocks.find(({ code }) => code.includes("Kafka administrators"))?.code ?? "";
}

/** Runs a program, and throws its output if it fails. */
export async function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return (await promisify(execFile)(program, args, options)).stdout;
}

export async function goBuild(folder: string, target: string, ...packages: string[]): Promise<void> {
  const args = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-o", target, ...packages];
  await run("go", args, { cwd: folder, env: { ...process.env, GOWORK: "off" } });
}

/** The shared setup of the tests for all languages: the generated SDKs, the YAML language host, the plugin's archive, and an emulator. */
export interface Tools {
  /** With the subfolders `bin`, `sdk`, and `release`. */
  readonly folder: string;
  readonly emulator: Emulator;
  /** Starts a stack that uses the plugin from the archive. */
  stack(files: Readonly<Record<string, string>>, isTypeScript?: boolean): Promise<Stack>;
  close(): Promise<void>;
}

export async function prepareTools(): Promise<Tools> {
  const folder = await mkdtemp(join(tmpdir(), "confluent-sso-languages-"));
  const bin = join(folder, "bin");
  await goBuild(
    join(GO, "tools"),
    `${bin}/`,
    "./generate",
    "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  );
  await run(join(bin, "generate"), [join(ROOT, "schema.json"), join(folder, "sdk")]);
  await run(process.execPath, [join(ROOT, "scripts/releaseArchive.mjs"), join(folder, "release")]);
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const archive = join(folder, `release/pulumi-resource-confluent-sso-v${version}-linux-amd64.tar.gz`);
  const emulator = await startCheckedEmulator();
  return {
    folder,
    emulator,
    async stack(files, isTypeScript = false) {
      const stack = await Stack.start({
        program: "",
        typescript: isTypeScript,
        env: { ...environmentOf(emulator), PATH: `${bin}:${process.env["PATH"] ?? ""}` },
        secrets: [credentialsOf(emulator)],
      });
      for (const [name, content] of Object.entries(files)) {
        await writeFile(join(stack.folder, name), content);
      }
      await stack.succeed([
        "plugin",
        "install",
        "resource",
        "confluent-sso",
        `v${version}`,
        "--file",
        archive,
      ]);
      return stack;
    },
    async close() {
      await emulator.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Creates the mapping of a program whose displayName is "Kafka administrators", compares its outputs, and destroys it. */
export async function expectToRun(stack: Stack, { emulator }: Tools): Promise<void> {
  const developers = await somebodyAt(emulator).create({
    display_name: "Kafka developers",
    filter: "developers",
  });
  await expect(stack.previewAndUp()).resolves.toContain("+ 2 created");
  const admins = emulator.mappings().find(({ id }) => id !== developers);
  expect(admins).toMatchObject({ display_name: "Kafka administrators", filter: '"kafka-admins" in groups' });
  await expect(stack.outputs()).resolves.toEqual({
    roleBindingPrincipal: `User:${admins?.id ?? ""}`,
    developers: `User:${developers}`,
  });
  await stack.preview("--expect-no-changes");
  await stack.destroy();
  expect(emulator.mappings().map(({ id }) => id)).toEqual([developers]);
  await emulator.reset();
}
