import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { type Somebody, somebodyAt } from "../support/apiRequests";
import { beginCommand, commandsIn, type Ran, runCommand } from "../support/commandLine";
import { credentialsOf, environmentOf, oauthEnvironmentOf } from "../support/emulatorEnvironment";
import { expectClean } from "../support/secrets";
import { bridgeExportOf, type KnownMapping, terraformStateOf } from "../support/sourceFiles";
import { until } from "../support/until";

const WRITTEN = ["import.json", "mappings.ts"];

let emulator: Emulator;
let somebody: Somebody;
let folder: string;

beforeEach(async () => {
  emulator = await startCheckedEmulator({ oauth: {} });
  somebody = somebodyAt(emulator);
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-import-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
  await emulator.close();
});

/** Runs the command, and fails if the output contains a secret or a stack trace. */
async function run(
  args: readonly string[],
  env: Record<string, string> = environmentOf(emulator),
): Promise<Ran> {
  const ran = await runCommand(args, { folder, env });
  const { apiKey, apiSecret } = credentialsOf(emulator);
  expectClean(ran.stdout + ran.stderr, apiKey, apiSecret);
  return ran;
}

async function create(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push(
      await somebody.create({ display_name: `Team ${index % 125}`, filter: `"team-${index}" in groups` }),
    );
  }
  return ids;
}

interface Resource {
  readonly name: string;
  readonly id: string;
  readonly inputs: Record<string, string>;
}

async function imported(): Promise<Resource[]> {
  const file = await readFile(join(folder, "import.json"), "utf8");
  return (JSON.parse(file) as { resources: Resource[] }).resources;
}

const read = (name: string) => readFile(join(folder, name), "utf8");
/** Returns the requests that reached the API after the setup of a test. */
const asked = (since: number) => emulator.requests().slice(since);

test("imports 250 mappings, half of them with duplicate names, with two reads of the list", async () => {
  const ids = await create(250);
  const since = emulator.requests().length;
  const { code, stderr } = await run(["import"]);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: "Wrote mappings.ts and import.json: 250 group mappings.\n",
  });
  expect(asked(since)).toHaveLength(6);
  const resources = await imported();
  expect(resources.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(new Set(resources.map(({ name }) => name)).size).toBe(250);
  expect((await read("mappings.ts")).match(/new GroupMapping\(/g)).toHaveLength(250);
  // Names must be the same in a second run.
  await run(["import", "--out", "again"]);
  expect(await read("again/import.json")).toBe(await read("import.json"));
  expect(await read("again/mappings.ts")).toBe(await read("mappings.ts"));
});

test("imports the latest version of mappings that change while the list is read, with warnings", async () => {
  const [changed = "", gone = ""] = await create(150);
  const since = emulator.requests().length;
  emulator.addFault({ on: { method: "GET" }, do: { delayMs: 2000 } });
  const running = beginCommand(["import"], { folder, env: environmentOf(emulator) });
  // The first page has been computed, and its response is delayed.
  await until(() => asked(since).length > 0);
  await somebody.change(changed, { filter: "changed" });
  await somebody.remove(gone);
  const made = await somebody.create({ display_name: "New", filter: "new" });
  const { code, stderr } = await running.ended;
  expect(code).toBe(0);
  expect(stderr).toContain(`group mapping "Team 0" (${changed}) was changed. Its current version is used.`);
  expect(stderr).toContain(`group mapping "Team 1" (${gone}) was deleted.`);
  const resources = await imported();
  expect(resources).toHaveLength(150);
  expect(resources.find(({ id }) => id === changed)?.inputs["filter"]).toBe("changed");
  expect(resources.map(({ id }) => id)).toContain(made);
});

test("imports only the mappings selected by --id or --name", async () => {
  const [, second = ""] = await create(12);
  await run(["import", "--id", second]);
  expect((await imported()).map(({ id }) => id)).toEqual([second]);
  await run(["import", "--name", "team 1*", "--force"]);
  expect((await imported()).map(({ inputs }) => inputs["displayName"])).toEqual([
    "Team 1",
    "Team 10",
    "Team 11",
  ]);
});

test("imports from a Terraform state with its names, the properties of the organization, and a warning per difference", async () => {
  await create(3);
  const [first, second, third] = emulator.mappings();
  const known = [first, { ...second, filter: "as it was" }, { ...third, id: "group-gone" }] as KnownMapping[];
  await writeFile(join(folder, "terraform.tfstate"), terraformStateOf(known));
  const { code, stdout, stderr } = await run(["import", "--from-terraform", "terraform.tfstate"]);
  expect(code).toBe(0);
  expect((await imported()).map(({ name, inputs }) => [name, inputs["filter"]])).toEqual([
    ["counted-0", '"team-1" in groups'],
    ["single", '"team-0" in groups'],
  ]);
  expect(stderr).toContain(
    `Differs: group mapping "Team 1" (${second?.id ?? ""}): filter is "as it was" in terraform.tfstate, but "\\"team-1\\" in groups" in the organization.`,
  );
  expect(stderr).toContain(
    'Skipped group mapping "Team 2" (group-gone), counted-1 in terraform.tfstate: it does not exist in the organization.',
  );
  expect(stderr).toContain(`Not imported (not in terraform.tfstate): "Team 2" (${third?.id ?? ""}).`);
  expect(stdout).toContain("To keep them there, delete them here: group-gone");
  expect(commandsIn(stdout).filter((command) => command.startsWith("terraform"))).toEqual([
    "terraform state rm confluent_group_mapping.single 'confluent_group_mapping.counted[0]' 'confluent_group_mapping.counted[1]'",
  ]);
});

test("prints one notice for a filter that matches everyone, with the argument that allows it", async () => {
  const ids = await Promise.all([
    somebody.create({ display_name: "Everyone", filter: "true" }),
    somebody.create({ display_name: "Everyone, too", filter: '"a" in groups || true' }),
  ]);
  await create(1);
  const { stderr } = await run(["import"]);
  const notices = stderr.split("\n").filter((line) => line.includes("matches every SSO user"));
  expect(notices).toHaveLength(2);
  expect(notices.join("\n")).toContain(ids[1]);
  expect(notices[0]).toMatch(/set allowEveryone: true in mappings\.ts\.$/);
});

test("imports from the export of a stack with its names, and prints commands to remove the mappings there", async () => {
  await create(2);
  const known = emulator.mappings().map((mapping, index) => ({ ...mapping, name: `It's ${index}` }));
  await writeFile(join(folder, "export.json"), bridgeExportOf(known));
  const { code, stdout } = await run(["import", "--from-stack", "export.json"]);
  expect(code).toBe(0);
  expect((await imported()).map(({ name }) => name)).toEqual(["It's 0", "It's 1"]);
  expect(commandsIn(stdout).filter((command) => command.startsWith("pulumi state delete"))).toHaveLength(2);
});

describe("an unusable input file is a usage error without requests", () => {
  test.each([
    ["--from-terraform", "invalid JSON", '{"version": 4,', /not valid JSON at line 1, column 15/],
    ["--from-terraform", "the export of a stack", bridgeExportOf([]), /--from-stack/],
    ["--from-stack", "a Terraform state", terraformStateOf([]), /--from-terraform/],
    ["--from-stack", "a missing file", undefined, /Cannot read source: .*ENOENT/],
  ])("%s: %s", async (option, _what, content, message) => {
    if (content !== undefined) {
      await writeFile(join(folder, "source"), content);
    }
    const { code, stdout, stderr } = await run(["import", option, "source"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(await readdir(folder)).toEqual(content === undefined ? [] : ["source"]);
    expect(emulator.requests()).toEqual([]);
  });
});

test("works with OAuth tokens instead of an API key", async () => {
  await create(1);
  const { code } = await run(["import"], oauthEnvironmentOf(emulator));
  expect(code).toBe(0);
  expect(await imported()).toHaveLength(1);
});

describe("fails and writes nothing", () => {
  test.each<[string, (env: Record<string, string>) => Record<string, string>, RegExp]>([
    [
      "without credentials",
      () => ({}),
      /^No credentials for Confluent Cloud: set the environment variables CONFLUENT_CLOUD_API_KEY and/,
    ],
    [
      "with a wrong secret",
      (env) => ({ ...env, CONFLUENT_CLOUD_API_SECRET: "wrong-secret" }),
      /^Cannot list the group mappings of the organization: the API answered 401[^]*CONFLUENT_CLOUD_API_KEY/,
    ],
    [
      "with a key of another organization than organizationId",
      (env) => ({ ...env, CONFLUENT_SSO_ORGANIZATION_ID: "2222bbbb-0000-4000-8000-000000000002" }),
      /the credentials belong to organization .*, but organizationId is 2222bbbb/,
    ],
    [
      "with a PULUMI_CONFIG that an outer `pulumi` may have set",
      () => ({ PULUMI_CONFIG: JSON.stringify({ cloudApiKey: "key", cloudApiSecret: "secret" }) }),
      /^No credentials for Confluent Cloud/,
    ],
  ])("%s", async (_what, envOf, message) => {
    await create(1);
    const { code, stdout, stderr } = await run(["import"], envOf(environmentOf(emulator)));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("wrong-secret");
    expect(await readdir(folder)).toEqual([]);
  });

  test("in an organization without any mapping", async () => {
    const { code, stderr } = await run(["import"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "Nothing to import: the organization has no group mappings. Nothing was written. [CSSO-1502]\n",
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(WRITTEN)("before any request if %s already exists", async (name) => {
    await writeFile(join(folder, name), "mine");
    const { code, stderr } = await run(["import"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`Cannot write ${name}: it already exists.`);
    expect(await readdir(folder)).toEqual([name]);
    expect(await read(name)).toBe("mine");
    expect(emulator.requests()).toEqual([]);
  });

  test("if a file is created while the list is read", async () => {
    await create(1);
    const since = emulator.requests().length;
    emulator.addFault({ on: { method: "GET" }, do: { delayMs: 1000 } });
    const running = beginCommand(["import"], { folder, env: environmentOf(emulator) });
    await until(() => asked(since).length > 0);
    await writeFile(join(folder, "mappings.ts"), "mine");
    expect(await running.ended).toMatchObject({ code: 1, stdout: "" });
    expect(await readdir(folder)).toEqual(["mappings.ts"]);
    expect(await read("mappings.ts")).toBe("mine");
  });
});

test("--force overwrites both files", async () => {
  await create(1);
  await Promise.all(WRITTEN.map((name) => writeFile(join(folder, name), "mine")));
  const { code } = await run(["import", "--force"]);
  expect(code).toBe(0);
  expect(await readdir(folder)).toEqual(WRITTEN);
  expect(await imported()).toHaveLength(1);
});

test("--adopt does not write import.json, and ignores an existing one", async () => {
  const [id = ""] = await create(1);
  await writeFile(join(folder, "import.json"), "mine");
  const { code, stdout } = await run(["import", "--adopt"]);
  expect(code).toBe(0);
  expect(stdout).not.toContain("import.json");
  expect(await read("mappings.ts")).toContain(`adoptId: "${id}"`);
  expect(await read("import.json")).toBe("mine");
});

test.each([
  ["typescript", "mappings.ts"],
  ["yaml", "mappings.yaml"],
])(
  "--native --language %s writes %s and no import.json, and prints one import per mapping",
  async (language, file) => {
    const ids = await create(2);
    const { code, stdout, stderr } = await run(["import", "--native", "--language", language]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Wrote ${file}: 2 group mappings.\n` });
    expect(await readdir(folder)).toEqual([file]);
    const commands = commandsIn(stdout).map((command) => command.split(" ").slice(-3));
    expect(commands).toEqual([
      ...ids.map((id, index) => ["confluent-sso:index:GroupMapping", `team-${index}`, id]),
      ["pulumi", "preview"],
    ]);
  },
);

test("the import line matches the module type of the project", async () => {
  await create(1);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const { stdout } = await run(["import", "--out", "sso"]);
  expect(stdout).toContain('import "./sso/mappings.js";');
});

test.each([
  [["import", "--nme", "x"], /unknown option '--nme'[^]*--name/],
  [["import", "--id", "group-a", "--name", "x"], /'--name <pattern>' cannot be used with option '--id/],
  [["import", "--native", "--adopt"], /'--native' cannot be used with option '--adopt'/],
  [["import", "--language", "yaml"], /Add --native\./],
  [["import", "--language", "go"], /Allowed choices are typescript, yaml/],
  [["imprt"], /unknown command 'imprt'[^]*import/],
  [[], /Usage: pulumi-confluent-sso/],
])("%j is a usage error without requests", async (args, message) => {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(emulator.requests()).toEqual([]);
});

test.each([[["--help"]], [["import", "--help"]], [["--version"]]])("%j prints to stdout", async (args) => {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    args.includes("import") ? /CONFLUENT_CLOUD_API_KEY/ : /Usage: pulumi-confluent-sso|^\d+\.\d+\.\d+$/m,
  );
});

describe("Ctrl-C", () => {
  test("while the list is read writes nothing", async () => {
    await create(1);
    const since = emulator.requests().length;
    emulator.addFault({ on: { method: "GET" }, do: { delayMs: 30_000 } });
    const running = beginCommand(["import", "--out", "new"], { folder, env: environmentOf(emulator) });
    await until(() => asked(since).length > 0);
    running.process.kill("SIGINT");
    expect(await running.ended).toEqual({ code: 130, stdout: "", stderr: "Interrupted.\n" });
    expect(await readdir(folder)).toEqual([]);
  });

  test("at any other time leaves both complete files, or none", async () => {
    await create(250);
    const began = Date.now();
    await run(["import", "--out", "whole"]);
    const took = Date.now() - began;
    const whole = await Promise.all(WRITTEN.map((name) => read(`whole/${name}`)));
    const codes = new Set<number | null>();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const running = beginCommand(["import", "--out", `${attempt}`], {
        folder,
        env: environmentOf(emulator),
      });
      // A little later each time, until after the files are written.
      await new Promise((resolve) => setTimeout(resolve, took * (0.5 + attempt * 0.1)));
      running.process.kill("SIGINT");
      const { code } = await running.ended;
      codes.add(code);
      const there = await readdir(join(folder, `${attempt}`)).catch(() => []);
      expect([[], WRITTEN]).toContainEqual(there);
      expect(await Promise.all(there.map((name) => read(`${attempt}/${name}`)))).toEqual(
        there.length === 0 ? [] : whole,
      );
    }
    // null if it had not yet installed the signal handler.
    expect([0, 130, null]).toEqual(expect.arrayContaining([...codes]));
  });
});
