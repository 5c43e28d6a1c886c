import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { runCommand } from "../support/commandLine";

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
  await writeFile(join(folder, "empty.json"), JSON.stringify({ steps: [] }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runCommand(["impact", ...args], { folder });

test("who gains and who loses, by name, deletions included", async () => {
  const { code, stdout, stderr } = await run("--plan", "preview.json", "--directory", "people.csv");
  expect(code).toBe(0);
  const crowd = Array.from({ length: 50 }, (_, index) => `user${String(index).padStart(2, "0")}`).join(", ");
  expect(stdout).toBe(
    [
      "Crowd (create): 60 users gain",
      `  gain  ${crowd} and 10 more (--json tells all)`,
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

test("a plan that changes nothing says so", async () => {
  const { stdout } = await run("--plan", "empty.json", "--directory", "people.csv");
  expect(stdout).toBe("The plan changes no filter of a group mapping.\n");
});

test("without a plan it is used wrongly", async () => {
  const { code, stdout, stderr } = await run("--directory", "people.csv");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("required option '--plan <file>' not specified");
});
