import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { codeBlocks, PAGES } from "../docs/pages";
import { somebodyAt } from "../support/apiRequests";
import { runCommand } from "../support/commandLine";
import { environmentOf } from "../support/emulatorEnvironment";
import { stackFile, urnOf } from "../support/stackFiles";

/** Command lines that this test does not run, and the reason or the test that covers them. */
const ELSEWHERE: [pattern: RegExp, shownBy: string][] = [
  [/^npm run demo|^npm test/, "run on every clone"],
  [/npm pack\)|^npm install \.\./, "tests/e2e/package.test.ts installs the tarball"],
  [
    /^npm install git/,
    "tests/scripts/prepared.test.ts installs a small package from git with the same scripts",
  ],
  [/^export CONFLUENT_/, "sets what the tests set in the environment"],
  [/^pulumi import -f|^pulumi preview$|^rm import\.json/, "tests/e2e/import.test.ts"],
  [/^pulumi preview --json/, "tests/e2e/impact.test.ts"],
  [/^pulumi refresh && pulumi stack export/, "tests/e2e/export.test.ts"],
  [/^pulumi config set .*directory/, "tests/e2e/impact.test.ts"],
  [/^pulumi config set .*oauth/, "tests/e2e/oauth.test.ts"],
  [/^npm run release:archive|^pulumi plugin install/, "tests/languages"],
  [/^pulumi import .*confluent-sso:|^pulumi do /, "tests/e2e/plugin.test.ts"],
];

/** The expected exit code, in a comment after the command if it is not 0. */
const EXIT_CODE = /# exit code (\d)/;

const LINES = PAGES.flatMap((page) =>
  codeBlocks(page, "sh").flatMap(({ code }) =>
    code
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line): [string, string] => [page, line]),
  ),
);

const OURS = LINES.filter(([, line]) => line.startsWith("npx pulumi-confluent-sso "));

test("every other command line is covered by another test", () => {
  const unknown = LINES.filter(
    ([, line]) =>
      !line.startsWith("npx pulumi-confluent-sso ") && !ELSEWHERE.some(([pattern]) => pattern.test(line)),
  );
  expect(unknown).toEqual([]);
});

test.each(OURS)("%s: %s", async (_page, line) => {
  const folder = await mkdtemp(join(tmpdir(), "confluent-sso-docs-"));
  const emulator = await startCheckedEmulator();
  await somebodyAt(emulator).create({
    display_name: "Administrators",
    filter: '"kafka" in groups',
    description: "",
  });
  const inputs = { displayName: "Administrators", filter: '"kafka" in groups', description: "" };
  await writeFile(join(folder, "export.json"), stackFile([{ name: "admins", id: "group-a", inputs }]));
  await writeFile(
    join(folder, "preview.json"),
    JSON.stringify({
      steps: [{ op: "create", urn: urnOf("admins"), newState: { inputs, type: urnOf("a").split("::")[2] } }],
    }),
  );
  await writeFile(join(folder, "people.csv"), "user,group\nann,kafka\n");
  await writeFile(join(folder, "admins.cel"), '"kafka" in groups');
  const [command = "", comment = ""] = line.split(/\s+(?=#)/);
  const args = [...command.matchAll(/'([^']*)'|(\S+)/g)]
    .map(([, quoted, bare]) => quoted ?? bare ?? "")
    .slice(2);
  const { code, stderr } = await runCommand(args, { folder, env: environmentOf(emulator) });
  await emulator.close();
  await rm(folder, { recursive: true });
  expect([code, stderr]).toEqual([Number(EXIT_CODE.exec(comment)?.[1] ?? 0), expect.any(String)]);
});
