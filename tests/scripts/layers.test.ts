import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildArgv } from "jest";

const ROOT = dirname(dirname(__dirname));

/** Returns the jest command of an npm script, without the part that installs and builds. */
function lineOf(script: string): string {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const [, line] = /^node scripts\/prepared\.mjs (jest.*)$/.exec(scripts[script] ?? "") ?? [];
  if (line === undefined) {
    throw new Error(`npm run ${script} does not run jest`);
  }
  return line;
}

const PATHS = ["tests/rest/http/urls.test.ts", "tests/rest/send/sender.test.ts"];

describe.each([
  ["test", undefined],
  ["test:unit", ["unit"]],
  ["test:host", ["host"]],
  ["test:e2e", ["e2e"]],
])("npm run %s", (script, layers) => {
  /** Returns how jest parses the arguments of `npm run <script> -- …more`. */
  const read = async (...more: string[]) => {
    const {
      selectProjects,
      testNamePattern,
      _: paths,
    } = await buildArgv([...lineOf(script).split(" ").slice(1), ...more]);
    return { layers: selectProjects, testNamePattern, paths };
  };

  test("runs the whole layer without arguments", async () => {
    await expect(read()).resolves.toEqual({ layers, testNamePattern: undefined, paths: [] });
  });

  test("parses arguments as test paths, not as additional layers", async () => {
    await expect(read(...PATHS.slice(0, 1))).resolves.toEqual({
      layers,
      testNamePattern: undefined,
      paths: PATHS.slice(0, 1),
    });
    await expect(read(...PATHS)).resolves.toEqual({ layers, testNamePattern: undefined, paths: PATHS });
  });

  test("accepts a test name before and after the paths", async () => {
    const expected = { layers, testNamePattern: "the name", paths: PATHS };
    await expect(read(...PATHS, "-t", "the name")).resolves.toEqual(expected);
    await expect(read("-t", "the name", ...PATHS)).resolves.toEqual(expected);
  });
});

test("npm run test:unit with two paths and a name runs only these two files", () => {
  const line = `${lineOf("test:unit")} ${PATHS.join(" ")} -t name --listTests --json`;
  const PATH = `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
  const listed = execFileSync("sh", ["-c", line], {
    cwd: ROOT,
    env: { ...process.env, PATH },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect((JSON.parse(listed) as string[]).sort()).toEqual(PATHS.map((path) => join(ROOT, path)));
});
