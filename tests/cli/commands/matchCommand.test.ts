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

test("a filter that matches, and what decided", async () => {
  await expect(run("--groups", "ops,admins", '"admins" in groups || "x" in groups')).resolves.toEqual({
    code: 0,
    stdout: 'the filter: matches\n  "admins" in groups is true\n',
    stderr: "",
  });
});

test("a filter that does not, and the group that was meant", async () => {
  const { code, stdout } = await run(
    "--groups",
    "Kafka Admins",
    '"kafka-admins" in groups || "kafka admins" in groups',
  );
  expect(code).toBe(0);
  expect(stdout).toBe(
    'the filter: does not match\n  "kafka-admins" in groups is false\n  "kafka admins" in groups is false; the user is in ' +
      '"Kafka Admins", but case and spaces count\n',
  );
});

test("a group whose name holds a comma, as an identifier", async () => {
  const group = "CN=Kafka,OU=Groups";
  await expect(run("--group", group, group)).resolves.toMatchObject({
    code: 0,
    stdout: `the filter: matches\n  the user is in the group "${group}"\n`,
  });
});

test("what stands in the way, where it cannot be told", async () => {
  const { stdout } = await run("--groups", "a", 'groups.startsWith("a")');
  expect(stdout).toMatch(
    /^the filter: cannot tell\n {2}of groups\.startsWith\("a"\) it cannot be told: it calls startsWith/,
  );
});

test("a name is shown without what a terminal would obey", async () => {
  const { stdout } = await run("--groups", "a", '"\u202Ex" in groups');
  expect(stdout).toBe('the filter: does not match\n  "\\u202ex" in groups is false\n');
});

test("a filter that can be read and cannot work is a failure, with its place", async () => {
  const { code, stdout } = await run("--groups", "a", 'groups in "a"');
  expect(code).toBe(1);
  expect(stdout).toContain("\n  it cannot work: line 1, column 1: ");
});

test("a filter that cannot work is a failure, with its place", async () => {
  const { code, stdout, stderr } = await run("--groups", "a", '"a" in groups and "b" in groups');
  expect({ code, stderr }).toEqual({ code: 1, stderr: "The filter cannot work. [CSSO-1402]\n" });
  expect(stdout).toBe(
    [
      "the filter: cannot tell",
      "  it cannot work: line 1, column 15: and is not an operator of CEL",
      '    "a" in groups and "b" in groups',
      "                  ^^^",
      "  Write && instead.",
      "",
    ].join("\n"),
  );
});

test("the filters of a stack, as JSON", async () => {
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

test("the users of a directory by mappings, as a table without colours", async () => {
  // A pipeline's log is no terminal.
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
    ["", "Users let in", "1", "2", ""],
  ]);
  expect(stdout).toContain("? cannot be told");
  expect(stdout).not.toContain("\u001b");
});

test("a filter that cannot work is told of below the table, by its name and with its place", async () => {
  const { code, stdout } = await run("--directory", "people.csv", 'groups == "a"');
  expect(code).toBe(1);
  expect(stdout).toContain(
    [
      'the filter: it cannot work: line 1, column 1: groups (a list) never equals "a" (a string)',
      '    groups == "a"',
      "    ^^^^^^^^^^^^^",
      '  Write "a" in groups instead.',
      "",
    ].join("\n"),
  );
});

test("the same as JSON", async () => {
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

test("the filters of the running organization, and nothing of the directory is sent", async () => {
  const emulator = await startEmulator();
  try {
    const somebody = somebodyAt(emulator);
    const first = await somebody.create({ display_name: "Twins", filter: "admins" });
    const id = await somebody.create({ display_name: "Twins", filter: '"ops" in groups' });
    // It looks like the label of the first.
    await somebody.create({ display_name: `Twins (${first}) `, filter: "none" });
    const runLive = (...args: string[]) =>
      runCommand([...args, "--live"], { folder, env: environmentOf(emulator) });
    const { stdout } = await runLive("match", "--directory", "people.csv", "--json");
    const { mappings } = JSON.parse(stdout) as { mappings: { name: string; id: string }[] };
    expect(mappings).toHaveLength(3);
    expect(new Set(mappings.map(({ name }) => name)).size).toBe(3);
    expect(mappings).toContainEqual({ name: `Twins (${id})`, id, filter: '"ops" in groups', matches: 2 });
    expect((await runLive("validate")).stdout).toContain(`Twins (${id}): ok\n`);
    expect((await runLive("match", "--groups", "ops")).stdout).toContain(`Twins (${id}): matches\n`);
    const validated = JSON.parse((await runLive("validate", "--json")).stdout) as unknown;
    expect(validated).toContainEqual(expect.objectContaining({ name: "Twins", id }));
    expect(JSON.stringify(emulator.requests())).not.toMatch(/\b(?:ann|bob|cyd)\b/);
  } finally {
    await emulator.close();
  }
});

test.each<[what: string, args: string[], problem: string]>([
  ["nobody to match", ["true"], "Nobody is given to be matched"],
  [
    "a user and a directory",
    ["--groups", "a", "--directory", "people.csv", "true"],
    "Both groups and a directory",
  ],
  ["no filter", ["--groups", "a"], "No filter is given"],
  ["an option that there is not", ["--grups", "a"], "unknown option '--grups'"],
])("%s ends with the reason on stderr", async (_what, args, problem) => {
  const ran = await run(...args);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain(problem);
});
