import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../../emulator/index";
import { RESOURCE_TYPE } from "../../../sdk/dynamicProvider";
import { somebodyAt } from "../../support/apiRequests";
import { type Ran, runCommand } from "../../support/commandLine";
import { environmentOf } from "../../support/emulatorEnvironment";

const PEOPLE = "user,groups\nbob,ops\nann,admins;ops\ncyd,\n";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-match-"));
  await writeFile(join(folder, "people.csv"), PEOPLE);
  const resource = (name: string, filter: string) => ({
    type: RESOURCE_TYPE,
    urn: `urn:pulumi:dev::sso::${RESOURCE_TYPE}::${name}`,
    id: `group-${name}`,
    outputs: { displayName: name, filter },
  });
  const resources = [
    resource("Admins", "admins"),
    resource("Operators", '"ops" in groups || claims.a == "b"'),
  ];
  await writeFile(join(folder, "export.json"), JSON.stringify({ version: 3, deployment: { resources } }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Ran> => runCommand(["match", ...args], { folder });

test("match explains why a filter matches", async () => {
  await expect(run("--groups", "ops,admins", '"admins" in groups || "x" in groups')).resolves.toEqual({
    code: 0,
    stdout: 'the filter: matches\n  "admins" in groups is true\n',
    stderr: "",
  });
});

test("match explains why a filter does not match, and suggests a similar group", async () => {
  const { code, stdout } = await run(
    "--groups",
    "Kafka Admins",
    '"kafka-admins" in groups || "kafka admins" in groups',
  );
  expect(code).toBe(0);
  expect(stdout).toBe(
    'the filter: does not match\n  "kafka-admins" in groups is false\n  "kafka admins" in groups is false; the user is in ' +
      '"Kafka Admins", but case and spaces must match\n',
  );
});

test("match --group accepts a name that contains a comma", async () => {
  const group = "CN=Kafka,OU=Groups";
  await expect(run("--group", group, group)).resolves.toMatchObject({
    code: 0,
    stdout: `the filter: matches\n  the user is in the group "${group}"\n`,
  });
});

test("match explains why a filter cannot be evaluated", async () => {
  const { stdout } = await run("--groups", "a", 'groups.startsWith("a")');
  expect(stdout).toMatch(
    /^the filter: cannot tell\n {2}groups\.startsWith\("a"\) cannot be evaluated: it calls startsWith/,
  );
});

test("match escapes control characters", async () => {
  const { stdout } = await run("--groups", "a", '"\u202Ex" in groups');
  expect(stdout).toBe('the filter: does not match\n  "\\u202ex" in groups is false\n');
});

test("match fails for an invalid filter without a syntax error, and shows its position", async () => {
  const { code, stdout } = await run("--groups", "a", 'groups in "a"');
  expect(code).toBe(1);
  expect(stdout).toContain("\n  invalid: line 1, column 1: ");
});

test("match fails for a filter with a syntax error, and shows its position", async () => {
  const { code, stdout, stderr } = await run("--groups", "a", '"a" in groups and "b" in groups');
  expect({ code, stderr }).toEqual({ code: 1, stderr: "The filter failed validation. [CSSO-1402]\n" });
  expect(stdout).toBe(
    [
      "the filter: cannot tell",
      "  invalid: line 1, column 15: and is not an operator of CEL",
      '    "a" in groups and "b" in groups',
      "                  ^^^",
      "  Write && instead.",
      "",
    ].join("\n"),
  );
});

test("match --stack --json prints the filters of a stack", async () => {
  const { code, stdout } = await run("--groups", "admins", "--stack", "export.json", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      name: "Admins",
      id: "group-Admins",
      filter: "admins",
      verdict: "matches",
      decisions: [{ text: "admins", outcome: "true" }],
    },
    { name: "Operators", verdict: "cannot tell", decisions: [{ text: "claims", outcome: "open" }] },
  ]);
});

test("match --directory prints a table of users and mappings without colors", async () => {
  // stdout is not a terminal here.
  const { code, stdout } = await runCommand(
    ["match", "--directory", "people.csv", "--stack", "export.json"],
    { folder, env: { CI: "1" } },
  );
  expect(code).toBe(0);
  const rows = stdout.split("\n").filter((line) => line.startsWith("│"));
  expect(rows.map((row) => row.split("│").map((cell) => cell.trim()))).toEqual([
    ["", "User", "Admins", "Operators", ""],
    ["", "ann", "yes", "yes", ""],
    ["", "bob", "", "yes", ""],
    ["", "cyd", "", "?", ""],
    ["", "Matching users", "1", "2", ""],
  ]);
  expect(stdout).toContain("? means that the filter cannot be evaluated");
  expect(stdout).not.toContain("\u001b");
});

test("match reports an invalid filter below the table, with its name and position", async () => {
  const { code, stdout } = await run("--directory", "people.csv", 'groups == "a"');
  expect(code).toBe(1);
  expect(stdout).toContain(
    [
      'the filter: invalid: line 1, column 1: groups (a list) never equals "a" (a string)',
      '    groups == "a"',
      "    ^^^^^^^^^^^^^",
      '  Write "a" in groups instead.',
      "",
    ].join("\n"),
  );
});

test("match --directory --json prints the users and mappings", async () => {
  const { stdout } = await run("--directory", "people.csv", "--stack", "export.json", "--json");
  expect(JSON.parse(stdout)).toEqual({
    mappings: [
      { name: "Admins", id: "group-Admins", filter: "admins", matches: 1 },
      { name: "Operators", id: "group-Operators", filter: '"ops" in groups || claims.a == "b"', matches: 2 },
    ],
    users: [
      { user: "ann", matches: ["Admins", "Operators"], cannotTell: [] },
      { user: "bob", matches: ["Operators"], cannotTell: [] },
      { user: "cyd", matches: [], cannotTell: ["Operators"] },
    ],
  });
});

test("match --live reads the filters of the organization and does not send the directory file", async () => {
  const emulator = await startEmulator();
  try {
    const somebody = somebodyAt(emulator);
    const first = await somebody.create({ display_name: "Duplicates", filter: "admins" });
    const id = await somebody.create({ display_name: "Duplicates", filter: '"ops" in groups' });
    // This name looks like the label of the first mapping.
    await somebody.create({ display_name: `Duplicates (${first}) `, filter: "none" });
    const runLive = (...args: string[]) =>
      runCommand([...args, "--live"], { folder, env: environmentOf(emulator) });
    const { stdout } = await runLive("match", "--directory", "people.csv", "--json");
    const { mappings } = JSON.parse(stdout) as { mappings: { name: string; id: string }[] };
    expect(mappings).toHaveLength(3);
    expect(new Set(mappings.map(({ name }) => name)).size).toBe(3);
    expect(mappings).toContainEqual({
      name: `Duplicates (${id})`,
      id,
      filter: '"ops" in groups',
      matches: 2,
    });
    expect((await runLive("validate")).stdout).toContain(`Duplicates (${id}): ok\n`);
    expect((await runLive("match", "--groups", "ops")).stdout).toContain(`Duplicates (${id}): matches\n`);
    const validated = JSON.parse((await runLive("validate", "--json")).stdout) as unknown;
    expect(validated).toContainEqual(expect.objectContaining({ name: "Duplicates", id }));
    expect(JSON.stringify(emulator.requests())).not.toMatch(/\b(?:ann|bob|cyd)\b/);
  } finally {
    await emulator.close();
  }
});

test.each<[what: string, args: string[], problem: string]>([
  ["nobody to match", ["true"], "Specify who to match"],
  [
    "a user and a directory",
    ["--groups", "a", "--directory", "people.csv", "true"],
    "Cannot combine groups with a directory file. Specify",
  ],
  ["no filter", ["--groups", "a"], "No filter. Specify one of"],
  ["an unknown option", ["--grups", "a"], "unknown option '--grups'"],
])("match with %s is a usage error", async (_what, args, problem) => {
  const ran = await run(...args);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain(problem);
});
