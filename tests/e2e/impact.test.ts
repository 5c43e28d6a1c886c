import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { runCommand } from "../support/commandLine";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const mapping = (name: string, filter: string) =>
  `new sso.GroupMapping("${name}", { displayName: "${name}", filter: ${JSON.stringify(filter)} });\n`;

const BEFORE =
  mapping("kafka-admins", "admins") + mapping("auditors", '"audit" in groups') + mapping("same", "ops");
const AFTER =
  mapping("kafka-admins", '"ops" in groups') + mapping("newcomers", "audit") + mapping("same", "ops");

const PEOPLE = `user,groups
ann@x.example,admins
bob@x.example,ops
cyd@x.example,ops
dan@x.example,ops;audit
`;
const NAMES = /(?:ann|bob|cyd|dan)@/;

describe("who gains and who loses", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: BEFORE,
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
    await writeFile(join(stack.folder, "people.csv"), PEOPLE);
    await stack.setConfig({ "confluent-sso:directory": "people.csv" });
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  test("is shown by preview and up for new mappings", async () => {
    const output = await stack.previewAndUp();
    for (const line of ["kafka-admins: 1 user gains", "auditors: 1 user gains", "same: 3 users gain"]) {
      // In the preview, in the update, and in the diagnostics at the end of each.
      expect(output.split(`${line}\n`)).toHaveLength(5);
    }
    expect(output).not.toMatch(NAMES);
  });

  test("is shown for changed mappings, also with a refresh, and not for unchanged mappings", async () => {
    await stack.setProgram(AFTER);
    const preview = await stack.preview("--refresh");
    // Each line is in the progress display and in the diagnostics at the end.
    expect(new Set(preview.match(/\S+: \d+ users? (?:gain|lose).*/g))).toEqual(
      new Set(["kafka-admins: 3 users gain, 1 loses", "newcomers: 1 user gains"]),
    );
    expect(preview).not.toMatch(NAMES);
  });

  test("is not in the state and not in any request", async () => {
    expect(JSON.stringify(await stack.resources())).not.toMatch(NAMES);
    expect(JSON.stringify(emulator.requests())).not.toMatch(NAMES);
  });

  test("is listed with names, and also for deletions, by the impact command", async () => {
    const plan = await stack.succeed(["preview", "--json"]);
    await writeFile(join(stack.folder, "preview.json"), plan);
    const { code, stdout } = await runCommand(
      ["impact", "--plan", "preview.json", "--directory", "people.csv", "--json"],
      {
        folder: stack.folder,
      },
    );
    expect(code).toBe(0);
    const ID = expect.stringMatching(/^group-/) as string;
    expect(JSON.parse(stdout)).toEqual([
      {
        name: "auditors",
        id: ID,
        operation: "delete",
        gain: [],
        lose: ["dan@x.example"],
        cannotTell: [],
      },
      {
        name: "kafka-admins",
        id: ID,
        operation: "update",
        gain: ["bob@x.example", "cyd@x.example", "dan@x.example"],
        lose: ["ann@x.example"],
        cannotTell: [],
      },
      { name: "newcomers", operation: "create", gain: ["dan@x.example"], lose: [], cannotTell: [] },
    ]);
  });
});
