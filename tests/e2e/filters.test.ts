import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { type RunOptions, Stack } from "./support/stack";

const mapping = (filter: string, more = "") =>
  `new sso.GroupMapping("one", { displayName: "One", filter: ${JSON.stringify(filter)}${more} });\n`;

const BROKEN = '"kafka" in groups and "all" in groups';

/** How often `piece` stands in `output`. */
function countOf(piece: string, output: string): number {
  return output.split(piece).length - 1;
}

describe("what a user sees of filters", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: mapping(BROKEN),
      env: environmentOf(emulator),
      secrets: [credentialsOf(emulator)],
    });
  });

  afterEach(async () => {
    await stack.close();
    await emulator.close();
  });

  test("a broken one stops a preview before any request, and any up before a write, with a caret at the fault", async () => {
    const writes = () => emulator.requests().filter(({ method }) => method !== "GET");
    const runs: [command: string[], options?: RunOptions][] = [
      [["preview", "--refresh=false"]],
      [["up"], { preview: true }],
      [["up"]],
    ];
    for (const [command, options] of runs) {
      const output = await stack.failing(command, options);
      expect(output).toContain("filter, line 1, column 19: and is not an operator of CEL");
      const lines = output.split("\n").map((line) => line.trimEnd());
      const shown = lines.findIndex((line) => line.trim() === BROKEN);
      const indent = (lines[shown] ?? "").indexOf(BROKEN);
      expect(lines[shown + 1]).toBe(`${" ".repeat(indent + BROKEN.indexOf("and"))}^^^`);
      expect(output).toContain("Write && instead.");
    }
    expect(emulator.requests()).toEqual([]);

    await stack.setProgram(mapping('"kafka" in groups'));
    await stack.up();
    const before = writes().length;
    await stack.setProgram(mapping(BROKEN));
    await expect(stack.failing(["up", "--refresh"], { preview: true })).resolves.toContain(
      "and is not an operator of CEL",
    );
    expect(writes()).toHaveLength(before);
  });

  test("one that lets everybody in is warned of once in a preview and once in an update, and denied on demand", async () => {
    const warning = '"One": filter, line 1, column 1: every SSO user matches, whatever their groups';
    // The stack's row shows the first line of a warning besides.
    const advice = "To let only some in, name their group";
    await stack.setProgram(mapping("true"));
    const previewed = await stack.preview();
    expect(previewed).toContain(warning);
    expect(countOf(advice, previewed)).toBe(1);
    expect(countOf(advice, await stack.previewAndUp())).toBe(2);

    await stack.setConfig({ "confluent-sso:everyone": "deny" });
    const denied = await stack.failing(["preview"]);
    expect(denied).toContain("every SSO user matches");
    expect(denied).toContain("allowEveryone: true");

    await stack.setProgram(mapping("true", ", allowEveryone: true"));
    const allowed = await stack.preview("--expect-no-changes");
    expect(allowed).not.toContain("every SSO user matches");
    const [stored] = await stack.mappings();
    expect(Object.keys(stored?.inputs ?? {})).not.toContain("allowEveryone");
  });

  test("one that the API has written otherwise is no change, and what the user sends is their own text", async () => {
    const own = '"kafka" in groups   ||   ("all" in groups)';
    await stack.setProgram(mapping(own));
    await stack.up();
    const [created] = emulator.mappings();
    const id = created?.id ?? "";
    expect(created?.filter).toBe(own);

    await rewrite(emulator, id, "'kafka' in groups || 'all' in groups");
    await stack.preview("--refresh", "--expect-no-changes");
    await stack.refresh();
    await stack.preview("--expect-no-changes");

    await rewrite(emulator, id, "'kafka' in groups");
    await expect(stack.failing(["preview", "--refresh", "--expect-no-changes"])).resolves.toContain(
      "~filter",
    );
    await stack.up("--refresh");
    expect(emulator.mappings()[0]?.filter).toBe(own);
  });
});

/** As somebody else would, or the API itself. */
async function rewrite(emulator: Emulator, id: string, filter: string): Promise<void> {
  const { apiKey, apiSecret } = credentialsOf(emulator);
  const { status } = await fetch(`${emulator.url}/iam/v2/sso/group-mappings/${id}`, {
    method: "PATCH",
    headers: {
      authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ filter }),
  });
  expect(status).toBe(200);
}
