import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { type Ran, runCommand } from "../support/commandLine";
import { environmentOf } from "../support/emulatorEnvironment";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-validate-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function validate(args: readonly string[], env: Record<string, string> = {}, input?: string): Promise<Ran> {
  return runCommand(["validate", ...args], { folder, env, ...(input === undefined ? {} : { input }) });
}

async function fileOf(content: string, name = "filter.cel"): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

test("an invalid filter prints its position, the problem, and advice, and exits with 1", async () => {
  await expect(validate(['"a" in groups and "b" in groups'])).resolves.toEqual({
    code: 1,
    stdout: [
      "the filter: error: line 1, column 15: and is not an operator of CEL",
      '  "a" in groups and "b" in groups',
      "                ^^^",
      "Write && instead.",
      "",
    ].join("\n"),
    stderr: "The filter failed validation. [CSSO-1402]\n",
  });
});

test("a valid filter and a filter with a warning exit with 0", async () => {
  await expect(validate(["Team A"])).resolves.toEqual({ code: 0, stdout: "the filter: ok\n", stderr: "" });
  const everyone = await validate(["true"]);
  expect(everyone).toMatchObject({ code: 0, stderr: "" });
  expect(everyone.stdout).toMatch(/^the filter: warning: line 1, column 1: every SSO user matches/);
  await expect(validate(["--strict", "true"])).resolves.toMatchObject({
    code: 1,
    stderr: "The filter failed strict validation. [CSSO-1402]\n",
  });
});

test("--json prints every filter with its findings, with lines, columns, and offsets", async () => {
  const { code, stdout } = await validate([
    "--json",
    "-f",
    await fileOf('"😀" in groups &&\n"b" in groups)\n'),
  ]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    {
      name: "filter.cel",
      filter: '"😀" in groups &&\n"b" in groups)',
      valid: false,
      findings: [
        {
          severity: "error",
          rule: expect.any(String) as string,
          message: expect.any(String) as string,
          suggestion: expect.any(String) as string,
          range: { start: { line: 2, column: 14 }, end: { line: 2, column: 15 }, offsets: [31, 32] },
        },
      ],
    },
  ]);
  const fine = await validate(["--json", "Team A"]);
  expect(JSON.parse(fine.stdout)).toEqual([
    { name: "the filter", filter: "Team A", valid: true, findings: [] },
  ]);
});

test("--format github prints annotations with positions in the file, each on one line", async () => {
  const file = await fileOf('"a" in groups &&\n"b" in groups or x\n', "a,b.cel");
  const { code, stdout } = await validate(["--format", "github", "--file", file]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^::error file=a%2Cb\.cel,line=2,endLine=2,col=15,endColumn=17,title=a%2Cb\.cel%3A [\w-]+::line 2, column 15: or is not .*%0A.*%0A.*\n$/,
  );
});

test("- reads the filter from standard input, without the last line break", async () => {
  await expect(validate(["-"], {}, "Team A\n")).resolves.toEqual({
    code: 0,
    stdout: "standard input: ok\n",
    stderr: "",
  });
  const broken = await validate(["--format", "github", "-"], {}, '"a" in groups or "b" in groups\n');
  expect(broken.code).toBe(1);
  expect(broken.stdout).toMatch(/^::error title=standard input%3A [\w-]+::line 1, column 15: or is not /);
});

test.each([
  ["in a file", "export.json"],
  ["in standard input", "-"],
])("--stack checks every mapping in an export %s, by name, with its id in JSON", async (_where, source) => {
  const resource = (name: string, filter: string) => ({
    type: RESOURCE_TYPE,
    urn: `urn:pulumi:dev::sso::${RESOURCE_TYPE}::${name}`,
    id: `group-${name}`,
    outputs: { displayName: name, filter },
  });
  const resources = [resource("Good", "Team A"), resource("Bad", '"a" in groups &&')];
  const exported = JSON.stringify({ version: 3, deployment: { resources } });
  await fileOf(exported, "export.json");
  const { code, stdout, stderr } = await validate(["--stack", source], {}, exported);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "1 of 2 filters failed validation. [CSSO-1402]\n" });
  expect(stdout).toMatch(/^Good: ok\nBad: error: line 1, column 15: there is nothing after &&\n/);
  const asJson = await validate(["--stack", source, "--json"], {}, exported);
  expect(JSON.parse(asJson.stdout)).toMatchObject([
    { name: "Good", id: "group-Good", filter: "Team A", valid: true },
    { name: "Bad", id: "group-Bad", valid: false },
  ]);
});

test("--live checks every mapping of the organization, by name", async () => {
  const emulator = await startCheckedEmulator({});
  const somebody = somebodyAt(emulator);
  await somebody.create({ display_name: "Good", filter: "Team A" });
  await somebody.create({ display_name: "Bad", filter: '"a" in groups &&' });
  const { code, stdout, stderr } = await validate(["--live"], environmentOf(emulator));
  await emulator.close();
  expect({ code, stderr }).toEqual({ code: 1, stderr: "1 of 2 filters failed validation. [CSSO-1402]\n" });
  expect(stdout).toMatch(/^Good: ok$/m);
  expect(stdout).toMatch(/^Bad: error: line 1, column/m);
});

test.each<[string, string[], RegExp]>([
  ["no filter", [], /^No filter\. Specify one of/],
  ["two filters", ["x", "-f", "y"], /More than one source/],
  ["two formats", ["--json", "--format", "github", "x"], /Cannot use --json and --format together/],
  ["an unknown format", ["--format", "xml", "x"], /Allowed choices are text, github/],
  ["a missing file", ["-f", "none.cel"], /Cannot read none\.cel/],
])("%s is a usage error, and nothing is printed to stdout", async (_what, args, message) => {
  const { code, stdout, stderr } = await validate(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(message);
});
