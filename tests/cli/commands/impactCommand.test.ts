import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RESOURCE_TYPE } from "../../../sdk/dynamicProvider";
import { runCommand } from "../../support/commandLine";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-impact-"));
  const many = Array.from({ length: 60 }, (_, index) => `user${String(index).padStart(2, "0")},crowd\n`).join(
    "",
  );
  const groups = Array.from({ length: 151 }, (_, index) => `g${index}`).join(";");
  await writeFile(join(folder, "people.csv"), `user,groups\nbob,ops\nann,admins\n${many}eve,${groups}\n`);
  const state = (displayName: string, filter: string) => ({
    type: RESOURCE_TYPE,
    inputs: { displayName, filter },
    outputs: { displayName, filter },
  });
  const steps = [
    { op: "delete", oldState: state("Old", "admins") },
    { op: "update", oldState: state("Kafka", "admins"), newState: state("Kafka", "ops") },
    { op: "create", newState: state("Crowd", '"crowd" in groups') },
    { op: "create", newState: state("Nobody", "none") },
  ];
  await writeFile(join(folder, "preview.json"), JSON.stringify({ steps }));
  const broken = state("Broken", '"ops" in groups and "x" in groups');
  await writeFile(
    join(folder, "broken.json"),
    JSON.stringify({ steps: [{ op: "create", newState: broken }, steps[2]] }),
  );
  const odd = { op: "create", newState: state("\u001b[31mRed\nline", '"odd" in groups') };
  await writeFile(join(folder, "odd.json"), JSON.stringify({ steps: [odd] }));
  await writeFile(join(folder, "odd.csv"), `user,groups\n"Smith, Ann",odd\n"\u001b[2Jbob",odd\n`);
  const update = {
    op: "update",
    oldState: { ...state("Duplicates", "a"), id: "group-1" },
    newState: state("Duplicates", "ops"),
  };
  const created = {
    op: "create",
    urn: "urn:pulumi:dev::sso::x:y::other",
    newState: state("Duplicates", "admins"),
  };
  await writeFile(join(folder, "duplicates.json"), JSON.stringify({ steps: [update, created] }));
  await writeFile(join(folder, "empty.json"), JSON.stringify({ steps: [] }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runCommand(["impact", ...args], { folder });

test("impact lists by name who gains and who loses, including by deletions", async () => {
  const { code, stdout, stderr } = await run("--plan", "preview.json", "--directory", "people.csv");
  expect(code).toBe(0);
  const crowd = Array.from({ length: 50 }, (_, index) => `user${String(index).padStart(2, "0")}`).join(", ");
  expect(stdout).toBe(
    [
      "Crowd (create): 60 users gain",
      `  gain  ${crowd} and 10 more (--json shows all)`,
      "Kafka (update): 1 user gains, 1 loses",
      "  gain  bob",
      "  lose  ann",
      "Nobody (create): no user gains or loses",
      "Old (delete): 1 user loses",
      "  lose  ann",
      "",
    ].join("\n"),
  );
  expect(stderr).toMatch(/^1 user is in more than 150 groups/);
});

test("impact fails for an invalid filter with its position, and reports the other mappings", async () => {
  const { code, stdout, stderr } = await run("--plan", "broken.json", "--directory", "people.csv");
  expect(code).toBe(1);
  expect(stdout).toContain(
    [
      "Broken (create): could not determine for 63 users",
      "  invalid: line 1, column 17: and is not an operator of CEL",
      '    "ops" in groups and "x" in groups',
      "                    ^^^",
      "  Write && instead.",
    ].join("\n"),
  );
  expect(stdout).toContain("Crowd (create): 60 users gain");
  expect(stderr).toContain("1 of 2 filters failed validation.");
});

test("impact escapes control characters in names, and quotes a name that contains a comma", async () => {
  const { stdout } = await run("--plan", "odd.json", "--directory", "odd.csv");
  expect(stdout).toBe('\\u001b[31mRed\\nline (create): 2 users gain\n  gain  \\u001b[2Jbob, "Smith, Ann"\n');
});

test("impact distinguishes mappings with the same display name by id, or by resource if there is no id", async () => {
  const args = ["--plan", "duplicates.json", "--directory", "people.csv"];
  const { stdout } = await run(...args);
  expect(stdout).toBe(
    "Duplicates (group-1) (update): 1 user gains\n  gain  bob\nDuplicates (other) (create): 1 user gains\n  gain  ann\n",
  );
  const { stdout: json } = await run(...args, "--json");
  expect(JSON.parse(json)).toMatchObject([{ name: "Duplicates", id: "group-1" }, { name: "Duplicates" }]);
});

test("impact reports that a plan changes nothing", async () => {
  const { stdout } = await run("--plan", "empty.json", "--directory", "people.csv");
  expect(stdout).toBe("The plan changes no filters of group mappings.\n");
});

test("impact is a usage error without --plan", async () => {
  const { code, stdout, stderr } = await run("--directory", "people.csv");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("required option '--plan <file>' not specified");
});
