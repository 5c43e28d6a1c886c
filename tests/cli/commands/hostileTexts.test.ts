import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../../emulator/index";
import { RESOURCE_TYPE } from "../../../sdk/dynamicProvider";
import { somebodyAt } from "../../support/apiRequests";
import { commandsIn, type Ran, runCommand } from "../../support/commandLine";
import { environmentOf } from "../../support/emulatorEnvironment";
import { stackFile } from "../../support/stackFiles";

/** Every character that must be escaped in output. */
const CHARACTERS = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200f],
  [0x061c, 0x061c],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
]
  .flatMap(([first = 0, last = 0]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
  .map((code) => String.fromCharCode(code))
  .join("");

const FORGED = "::error file=x::forged";
const NASTY = `${FORGED}\n${FORGED}\r##[add-mask]##vso[x]${CHARACTERS}\n'"$(touch hacked)\`touch hacked\`\\\ntouch hacked #`;
/** No operating system has a file whose name contains NUL. */
const FILE = NASTY.replaceAll("\u0000", "").replaceAll("/", "").slice(0, 90);

let folder: string;
let emulator: Emulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-hostile-"));
  emulator = await startEmulator();
  const somebody = somebodyAt(emulator);
  const id = await somebody.create({ display_name: NASTY, filter: '"a" in groups' });
  await somebody.create({ display_name: NASTY, filter: '"b" in groups and true' });
  await somebody.create({
    display_name: `${NASTY} `,
    filter: `"${NASTY.replace(/[^\P{Cc}\n]/gu, "")}" in groups`,
  });
  const inputs = { displayName: NASTY, description: NASTY, filter: "changed" };
  const type = `confluentcloud:index/groupMapping:GroupMapping`;
  const users = [
    {
      type: `acme:${NASTY}`,
      name: NASTY,
      id: NASTY,
      inputs: { [NASTY]: id },
      dependencies: [`urn:${NASTY}`],
    },
  ];
  const hostile = (file: string) =>
    file.replaceAll("urn:pulumi:dev::iam", JSON.stringify(`urn:pulumi:${NASTY}::${NASTY}`).slice(1, -1));
  const provider = `urn:pulumi:dev::iam::pulumi:providers:x::${NASTY}::1`;
  await writeFile(
    join(folder, "bridge.json"),
    hostile(
      stackFile([
        { type, name: NASTY, id, inputs, provider },
        { type, name: "gone", id: NASTY, inputs },
        ...users,
      ]),
    ),
  );
  await writeFile(
    join(folder, "own.json"),
    hostile(
      stackFile([
        { name: NASTY, id, inputs, provider },
        { name: NASTY, id: NASTY, external: true },
        ...users,
      ]),
    ),
  );
  await writeFile(
    join(folder, "terraform.json"),
    JSON.stringify({
      version: 4,
      outputs: { [NASTY]: { value: id } },
      resources: [
        {
          mode: "managed",
          type: "confluent_group_mapping",
          name: NASTY,
          module: `module.${NASTY}`,
          instances: [
            {
              index_key: NASTY,
              attributes: { id, display_name: NASTY },
              sensitive_attributes: [{ type: "get_attr", value: NASTY }],
            },
          ],
        },
        {
          mode: "managed",
          type: NASTY,
          name: NASTY,
          instances: [{ attributes: { [NASTY]: id }, dependencies: [NASTY] }],
        },
      ],
    }),
  );
  const state = (filter: string) => ({
    type: RESOURCE_TYPE,
    id: NASTY,
    inputs: { displayName: NASTY, filter, adoptId: NASTY },
  });
  await writeFile(
    join(folder, "plan.json"),
    JSON.stringify({
      steps: [
        { op: "update", oldState: state("a"), newState: state("b") },
        { op: "delete", oldState: { ...state("a"), retainOnDelete: true } },
      ],
    }),
  );
  await writeFile(join(folder, "people.json"), JSON.stringify([{ user: NASTY, groups: ["b", NASTY] }]));
  await writeFile(join(folder, FILE), "groups == 'a'");
});

afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: readonly string[]): Promise<Ran> =>
  runCommand(args, { folder, env: environmentOf(emulator) });

/** Fails if a line looks like another line or like a command for a CI system. */
function expectHarmless({ stdout, stderr }: Ran): void {
  for (const line of `${stdout}\n${stderr}`.split("\n")) {
    expect(line).not.toMatch(
      /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200B-\u200F\uFEFF]|^\s*::|##(?:vso)?\[|^touch/u,
    );
  }
}

test.each<[what: string, args: readonly string[], code: number]>([
  ["validate --live", ["validate", "--live"], 1],
  ["validate --stack", ["validate", "--stack", "bridge.json"], 0],
  ["validate --file", ["validate", "--file", FILE], 1],
  ["validate --file, which is missing", ["validate", "--file", `${FILE}2`], 2],
  ["validate of a hostile option", ["validate", `--liv\n${FORGED}`], 2],
  ["match --live", ["match", "--live", "--groups", "a", "--group", NASTY.replaceAll("\u0000", "")], 1],
  ["match --live --directory", ["match", "--live", "--directory", "people.json"], 1],
  ["impact", ["impact", "--plan", "plan.json", "--directory", "people.json"], 0],
  ["impact with a hostile plan", ["impact", "--plan", FILE, "--directory", "people.json"], 2],
  ["import of a hostile id", ["import", "--id", FILE], 1],
  ["import", ["import", "--force", "--out", "import"], 0],
  ["import --native", ["import", "--native", "--force", "--out", "import"], 0],
  ["import --native to YAML", ["import", "--native", "--language=yaml", "--out", `sub/${FILE}`], 0],
  ["import into a hostile folder", ["import", "--out", `sub/${FILE}`], 0],
  ["import into a file", ["import", "--out", FILE], 1],
  ["import --from-stack", ["import", "--force", "--from-stack", "bridge.json"], 0],
  [
    "import --from-stack of a stack with the other resource type",
    ["import", "--force", "--from-stack", "own.json"],
    2,
  ],
  ["import --from-terraform", ["import", "--force", "--from-terraform", "terraform.json"], 0],
  [
    "export --to-bridge",
    ["export", "--to-bridge", "--force", "--stack", "own.json", "--out", `sub/${FILE}`],
    0,
  ],
  ["export --to-terraform", ["export", "--to-terraform", "--force", "--stack", "own.json"], 0],
])("%s escapes hostile text", async (_what, args, code) => {
  const ran = await run(args);
  expect(ran).toMatchObject({ code });
  expectHarmless(ran);
  if (/^(?:import|export)/.test(args.join()) && code === 0) {
    expect(commandsIn(ran.stdout).filter((line) => !/^(?:pulumi|terraform|npm|rm|cd) /.test(line))).toEqual(
      [],
    );
  }
});

test("JSON output contains the exact text, with escapes", async () => {
  for (const command of ["validate", "match --groups=a", "match --directory=people.json"]) {
    const ran = await run([...command.split(" "), "--live", "--json"]);
    expectHarmless(ran);
    expect(JSON.stringify(JSON.parse(ran.stdout))).toContain(JSON.stringify(NASTY).slice(1, -1));
  }
  const ran = await run(["impact", "--json", "--plan", "plan.json", "--directory", "people.json"]);
  expectHarmless(ran);
  expect(JSON.parse(ran.stdout)).toMatchObject([{ name: NASTY, gain: [NASTY] }]);
});

test("a GitHub annotation is one line, and a name cannot start another one", async () => {
  const { stdout } = await run(["validate", "--live", "--format", "github"]);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.every((line) => /^::(?:error|warning) title=[^:,]*::[^\p{Cc}]*$/u.test(line))).toBe(true);
  lines.forEach((line) => {
    expectHarmless({ code: 0, stdout: line.slice(2), stderr: "" });
  });
});

test("written files are also harmless, and evaluate to the exact text", async () => {
  await run(["import", "--force"]);
  for (const file of ["mappings.ts", "import.json"]) {
    const content = await readFile(join(folder, file), "utf8");
    expectHarmless({ code: 0, stdout: content, stderr: "" });
  }
  const { resources } = JSON.parse(await readFile(join(folder, "import.json"), "utf8")) as {
    resources: { inputs: { displayName: string } }[];
  };
  expect(resources.map(({ inputs }) => inputs.displayName)).toContain(NASTY);
});
