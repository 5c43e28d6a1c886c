import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";

const ROOT = dirname(dirname(__dirname));
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };

/** The commands of a workflow, in order. */
function commandsOf(file: string): string[] {
  const { jobs } = parse(read(file)) as { jobs: Record<string, { steps: { run?: string }[] }> };
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "workflows-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a command as a workflow does; the programs are in the folder of this test, or on PATH. */
function run(
  command: string,
  env: Record<string, string>,
  cwd = ROOT,
): { code: number | null; stdout: string } {
  const { PATH = "" } = process.env;
  const { status, stdout } = spawnSync("bash", ["-eo", "pipefail", "-c", command], {
    cwd,
    env: { HOME: folder, PATH: `${folder}:${PATH}`, ...env },
    encoding: "utf8",
  });
  return { code: status, stdout };
}

/** Puts a program on the PATH of the commands. */
const fake = (name: string, script: string) => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
};

describe("every command of the workflows in .github", () => {
  /** Run by .ci/run itself. (`npm ci` is what scripts/prepared.mjs runs in a fresh clone.) */
  const GATE = ["npm ci", "npm run check", "npm test", ".ci/run"];
  const all = readdirSync(join(ROOT, ".github/workflows")).flatMap((name) =>
    commandsOf(`.github/workflows/${name}`),
  );
  /** Need more tools than `npm test`. */
  const LANGUAGES = ["npm run test:languages", "npm run test:python"];
  const others = all.filter((command) => ![...GATE, ...LANGUAGES].includes(command));

  test("is run by .ci/run, by this test, or is a script that CONTRIBUTING.md describes", () => {
    expect(all).toEqual(expect.arrayContaining(LANGUAGES));
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const command of LANGUAGES) {
      expect(scripts).toHaveProperty([command.replace("npm run ", "")]);
      expect(read("CONTRIBUTING.md")).toContain(`\`${command}\``);
    }
    expect(read(".ci/run")).toMatch(/npm test .*\n.*\nnpm run check /);
    expect(read("scripts/prepared.mjs")).toContain('run("npm", ["ci",');
    expect(others).toHaveLength(6);
  });

  test("npm reads the token of the registry from NPM_TOKEN", () => {
    const [command = ""] = others.filter((other) => other.includes("_authToken"));
    run(command, DRY);
    expect(readFileSync(join(folder, ".npmrc"), "utf8")).toBe("//127.0.0.1:9/:_authToken=${NPM_TOKEN}\n");
  });

  /** npm publishes nothing, and cannot reach a registry. */
  const DRY = {
    ...{ npm_config_dry_run: "true", npm_config_ignore_scripts: "true" },
    ...{ npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" },
  };

  test.each(others)("%s", (command) => {
    fake("gh", `[ "$3" = v${version} ] && shift 5 && ls "$@"`); // fails if a file is missing
    expect(run(command, { ...DRY, GITHUB_REF_NAME: `v${version}` }).code).toBe(0);
    if (command.includes("GITHUB_REF_NAME")) {
      expect(run(command, { ...DRY, GITHUB_REF_NAME: "v9.9.9" }).code).toBe(1);
    }
  });
});

describe("examples/drift-check/.github/workflows/drift.yml", () => {
  const [install, preview = "", report = "", ...more] = commandsOf(
    "examples/drift-check/.github/workflows/drift.yml",
  );
  test("installs, previews, and reports", () => {
    expect([install, more]).toEqual(["npm ci", []]);
  });

  test.each([0, 7])("if the preview exits with %d, so does the step, and its output is kept", (code) => {
    fake("pulumi", `echo "$@"; echo problem >&2; exit ${code}`);
    expect(run(preview, { STACK: "dev" }, folder).code).toBe(code);
    expect(readFileSync(join(folder, "drift.txt"), "utf8")).toMatch(
      /^preview --stack dev --refresh --diff --expect-no-changes .*\nproblem\n$/,
    );
  });

  test.each([
    [0, ["label create", "issue list", "issue create --title Drift in dev, or its preview failed"]],
    [1, ["label create", "issue list"]],
  ])("if %d issues are open, runs the expected gh commands", (open, calls) => {
    fake("gh", `echo "$@" >> calls.txt; [ "$2" != list ] || echo ${open}`);
    writeFileSync(join(folder, "drift.txt"), "x".repeat(100_000));
    expect(run(report, { STACK: "dev" }, folder).code).toBe(0);
    const called = readFileSync(join(folder, "calls.txt"), "utf8").trim().split("\n");
    expect(called).toEqual(calls.map((call) => expect.stringContaining(call) as string));
    if (open === 0) {
      expect(readFileSync(join(folder, "body.md"), "utf8")).toMatch(/^````\nx+\n````\n$/);
    }
  });
});
