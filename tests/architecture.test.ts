import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { appendFile, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const ROOT = dirname(__dirname);
const CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const TREE = ["sdk", "provider", "emulator", "cli", "examples", "scripts"];
const { FOLDERS: ALLOWED, FILES } = jest.requireActual<{
  FOLDERS: Record<string, readonly string[]>;
  FILES: readonly { file: string }[];
}>("../scripts/allowedImports.cjs");

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Returns the violations that dependency-cruiser finds in the tree, or in a copy of it: `<rule>: <file>`. */
async function violationsIn(folder: string, tree = TREE): Promise<string[]> {
  const json = await new Promise<string>((resolve, reject) => {
    const all = [CRUISER, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...tree];
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

test("each source folder is in the table", () => {
  const folders = TREE.flatMap((top) => filesBelow(top).map((file) => dirname(join(top, file))));
  const known = folders.filter(
    (folder) => Object.hasOwn(ALLOWED, folder) || /^(examples|scripts)/.test(folder),
  );
  expect([...new Set(folders)]).toEqual([...new Set(known)]);
});

test("no file has an import that the table of allowed imports does not list", async () => {
  await expect(violationsIn(ROOT)).resolves.toEqual([]);
});

/** A file, an import that is forbidden there, and the rule that detects it. */
type Forbidden = [file: string, imported: string, rule: string];

const FOLDERS = Object.keys(ALLOWED);

/** For each folder in the table: an import of a folder that is not in its row, and of a file behind an allowed index. */
const OF_FOLDERS = FOLDERS.flatMap((folder): Forbidden[] => {
  const files = filesBelow(folder);
  const file = files.find((name) => !name.includes("/")) ?? files[0];
  const from = `${folder}/${file ?? ""}`;
  const allowed = ALLOWED[folder] ?? [];
  const other = FOLDERS.filter((name) => existsSync(join(ROOT, name, "index.ts"))).find(
    (name) => name !== folder && !allowed.includes(name),
  );
  const behind = allowed.flatMap((name) =>
    readdirSync(join(ROOT, name))
      .sort()
      .filter(
        (inner) =>
          inner.endsWith(".ts") &&
          inner !== "index.ts" &&
          !FILES.some(({ file }) => file === `${name}/${inner}`),
      )
      .map((inner) => `${name}/${inner}`),
  )[0];
  return [other, behind].flatMap((target) =>
    target === undefined ? [] : [[from, pathTo(from, target), `${folder}-imports`]],
  );
});

const OTHERS: Forbidden[] = [
  ["sdk/lookups.ts", "../provider/lookups", "sdk-loads-no-provider"],
  ["provider/config/settingsTable.ts", "./sources", "tables-import-nothing"],
  ["provider/config/unknownSettings.ts", "./sources", "tables-import-nothing"],
  ["provider/engineLog.ts", "./lifecycle", "engine-log-imports-errors"],
  ["sdk/groupMapping.ts", "axios", "axios-in-one-place"],
  ["provider/rest/send/sender.ts", "axios", "axios-in-one-place"],
  ["provider/config/values.ts", "@pulumi/pulumi", "-pulumi-in-one-place"],
  ["provider/lifecycle/read.ts", "commander", "commander-in-one-place"],
  ["emulator/checks.ts", "./no-such-file", "resolvable"],
  ["tests/version.test.ts", "../provider/rest/http/client", "tests-import-faces"],
  ["tests/faces.test.ts", "../emulator/recording", "tests-import-faces"],
];

describe("an import that is not allowed is detected", () => {
  const all = [...OF_FOLDERS, ...OTHERS];
  let folder: string;
  let found: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "architecture-"));
    for (const part of [...TREE, "package.json", "tsconfig.json", ".dependency-cruiser.cjs"]) {
      await cp(join(ROOT, part), join(folder, part), { recursive: true });
    }
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    await mkdir(join(folder, "tests"));
    for (const [index, [file, imported]] of all.entries()) {
      await appendFile(join(folder, file), `\nimport * as forbidden${index} from "${imported}";\n`);
    }
    found = await violationsIn(folder, [...TREE, "tests"]);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(all)("%s that imports %s", (file, _imported, rule) => {
    expect(found).toContain(`${rule}: ${file}`);
  });

  test("in each folder of the table", () => {
    expect(new Set(OF_FOLDERS.map(([, , rule]) => rule)).size).toBe(FOLDERS.length);
  });
});

function pathTo(file: string, target: string): string {
  const path = relative(dirname(file), target).replace(/\.ts$/, "");
  return path.startsWith(".") ? path : `./${path}`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .sort();
}
