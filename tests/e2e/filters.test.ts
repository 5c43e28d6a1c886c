import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const mapping = (name: string, filter: string) =>
  `new sso.GroupMapping("${name}", { displayName: "${name}", filter: ${JSON.stringify(filter)} });\n`;

const BROKEN = '"kafka" in groups and "all" in groups';
const OWN = '"kafka" in groups   ||   ("all" in groups)';

/** Returns how often `piece` occurs in `output`. */
function countOf(piece: string, output: string): number {
  return output.split(piece).length - 1;
}

/** Each test starts with the state of the previous one. */
describe("filters in the CLI", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: mapping("one", BROKEN),
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  test("an invalid filter fails the preview before any request, with a caret at the error", async () => {
    const output = await stack.failing(["preview"]);
    expect(output).toContain("filter, line 1, column 19: and is not an operator of CEL");
    const lines = output.split("\n").map((line) => line.trimEnd());
    const shown = lines.findIndex((line) => line.trim() === BROKEN);
    const indent = (lines[shown] ?? "").indexOf(BROKEN);
    expect(lines[shown + 1]).toBe(`${" ".repeat(indent + BROKEN.indexOf("and"))}^^^`);
    expect(output).toContain("Write && instead.");
    expect(emulator.requests()).toEqual([]);
  });

  test("a misspelled setting fails the program, and shows no value", async () => {
    await stack.setConfig({ "confluent-sso:filterChek": "value-of-mine" });
    const output = await stack.failing(["preview"]);
    expect(output).toContain("Did you mean confluent-sso:filterCheck?");
    expect(output).not.toContain("value-of-mine");
    await stack.succeed(["config", "rm", "confluent-sso:filterChek"]);
  });

  test("a filter that matches everyone causes one warning in a preview and one in an update", async () => {
    await stack.setProgram(mapping("everyone", "true") + mapping("own", OWN));
    const output = await stack.previewAndUp();
    expect(output).toContain(
      '"everyone": filter, line 1, column 1: every SSO user matches, regardless of their groups',
    );
    // The row of the stack also shows the first line of a warning.
    expect(countOf("To match only some users, name a group", output)).toBe(2);
  });

  test("a filter that the API has reformatted is not a change, and updates send the text of the program", async () => {
    const stored = () => emulator.mappings().find(({ display_name }) => display_name === "own");
    const id = stored()?.id ?? "";
    expect(stored()?.filter).toBe(OWN);

    const somebody = somebodyAt(emulator);
    await somebody.change(id, { filter: "'kafka' in groups || 'all' in groups" });
    await stack.refresh();
    await stack.preview("--expect-no-changes");

    await somebody.change(id, { filter: "'kafka' in groups" });
    await stack.up("--refresh");
    expect(stored()?.filter).toBe(OWN);
  });
});
