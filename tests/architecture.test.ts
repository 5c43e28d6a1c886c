import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = dirname(__dirname);
const CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const TREE = ["sdk", "provider", "emulator", "cli", "examples"];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** What dependency-cruiser finds in the tree, or in a copy of it: `<rule>: <file>`. */
async function violationsIn(folder: string): Promise<string[]> {
  const json = await new Promise<string>((resolve, reject) => {
    const all = [CRUISER, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...TREE];
    execFile(process.execPath, all, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      // Its exit code is the number of violations.
      if (stdout === "") {
        reject(error ?? new Error("dependency-cruiser printed nothing"));
      }
      resolve(stdout);
    });
  });
  const { summary } = JSON.parse(json) as { summary: { violations: Violation[] } };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`).sort();
}

test("the arrows of the house hold", async () => {
  await expect(violationsIn(ROOT)).resolves.toEqual([]);
});

/** A file, an import that is forbidden there, and the rule that notices it. */
const FORBIDDEN: [file: string, imported: string, rule: string][] = [
  ["sdk/provider.ts", "../provider/config/settings", "sdk/-arrows"],
  ["sdk/lookups.ts", "../provider/lookups", "provider-when-called"],
  ["sdk/groupMapping.ts", "axios", "axios-in-one-place"],
  ["examples/quickstart/index.ts", "../../provider/lifecycle/deletionCheck", "examples/-arrows"],
  ["provider/index.ts", "../emulator", "provider/index.ts-arrows"],
  ["provider/engineLog.ts", "./lifecycle/deletionCheck", "provider/engineLog.ts-arrows"],
  ["provider/lifecycle/diff.ts", "../../emulator", "provider/lifecycle/-arrows"],
  ["provider/lifecycle/create.ts", "axios", "axios-in-one-place"],
  ["provider/lifecycle/delete.ts", "../engineLog", "provider/lifecycle/-arrows"],
  ["provider/lookups/result.ts", "../lifecycle/deletionCheck", "provider/lookups/-arrows"],
  ["provider/config/endpoint.ts", "@pulumi/pulumi", "-pulumi-in-one-place"],
  ["provider/config/settingsTable.ts", "./sources", "tables-import-nothing"],
  ["provider/rest/mappings/pagination.ts", "../../lifecycle/deletionCheck", "provider/rest/-arrows"],
  ["provider/wire/state.ts", "../errors/requestContext", "provider/wire/-arrows"],
  ["provider/filter/lint.ts", "../wire/state", "provider/filter/-arrows"],
  ["provider/filter/report/problem.ts", "../lexer", "provider/filter/report/-arrows"],
  ["provider/filter/lexer/tokens.ts", "../syntax", "provider/filter/lexer/-arrows"],
  ["provider/filter/syntax/tree.ts", "../types", "provider/filter/syntax/-arrows"],
  ["provider/filter/build/part.ts", "../rules", "provider/filter/build/-arrows"],
  ["provider/filter/types/types.ts", "../evaluation", "provider/filter/types/-arrows"],
  ["provider/filter/evaluation/value.ts", "../logic", "provider/filter/evaluation/-arrows"],
  ["provider/filter/logic/truth.ts", "../rules", "provider/filter/logic/-arrows"],
  ["provider/filter/rules/truth.ts", "../build", "provider/filter/rules/-arrows"],
  ["provider/filter/lexer/literals.ts", "../report/visible", "provider/filter/report/-face"],
  ["provider/filter/syntax/mask.ts", "../lexer/literals", "provider/filter/lexer/-face"],
  ["provider/filter/types/describedTypes.ts", "../syntax/sourceSpans", "provider/filter/syntax/-face"],
  ["provider/filter/lint.ts", "./build/operand", "provider/filter/build/-face"],
  ["provider/filter/lint.ts", "./types/types", "provider/filter/types/-face"],
  ["provider/filter/logic/constant.ts", "../evaluation/steps", "provider/filter/evaluation/-face"],
  ["provider/filter/match.ts", "./logic/formula", "provider/filter/logic/-face"],
  ["provider/filter/match.ts", "./rules/variables", "provider/filter/rules/-face"],
  ["provider/lifecycle/checkFilter.ts", "../filter/lint", "provider/filter/-face"],
  ["provider/filter/syntax/parse.ts", "@marcbachmann/cel-js", "-marcbachmann-in-one-place"],
  ["cli/commands/import.ts", "../../provider/lifecycle/create", "cli/-arrows"],
  ["provider/lifecycle/read.ts", "commander", "commander-in-one-place"],
  ["provider/directory/readDirectory.ts", "../rest/http/client", "provider/directory/-arrows"],
  ["emulator/api/paging.ts", "../../provider/rest/mappings/pagination", "emulator/-arrows"],
  ["emulator/core/clock.ts", "./no-such-file", "resolvable"],
];

describe("an arrow that is not in the plan is noticed", () => {
  let folder: string;
  let found: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "architecture-"));
    for (const part of [...TREE, "package.json", "tsconfig.json", ".dependency-cruiser.cjs"]) {
      await cp(join(ROOT, part), join(folder, part), { recursive: true });
    }
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    for (const [index, [file, imported]] of FORBIDDEN.entries()) {
      await appendFile(join(folder, file), `\nimport * as forbidden${index} from "${imported}";\n`);
    }
    found = await violationsIn(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(FORBIDDEN)("%s that imports %s", (file, _imported, rule) => {
    expect(found).toContain(`${rule}: ${file}`);
  });
});
