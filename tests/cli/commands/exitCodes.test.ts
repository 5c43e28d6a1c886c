import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { COMMAND, runCommand } from "../../support/commandLine";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-codes-"));
  await writeFile(join(folder, "people.csv"), "user,groups\nann,admins\n");
  await writeFile(join(folder, "plan.json"), '{"steps": []}');
  await writeFile(join(folder, "other.json"), "{}");
  await writeFile(join(folder, "latin"), Uint8Array.of(0x22, 0xe4, 0x22));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  await writeFile(join(folder, "large"), "");
  await truncate(join(folder, "large"), 512 * 1024 * 1024 + 1);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every option that names an input file. `FILE` is replaced by the path. */
const READING: readonly (readonly [what: string, args: readonly string[]])[] = [
  ["validate --file", ["validate", "--file", "FILE"]],
  ["validate --stack", ["validate", "--stack", "FILE"]],
  ["match --file", ["match", "--groups", "a", "--file", "FILE"]],
  ["match --stack", ["match", "--groups", "a", "--stack", "FILE"]],
  ["match --directory", ["match", "--directory", "FILE", "true"]],
  ["impact --plan", ["impact", "--plan", "FILE", "--directory", "people.csv"]],
  ["impact --directory", ["impact", "--plan", "plan.json", "--directory", "FILE"]],
  ["import --from-stack", ["import", "--from-stack", "FILE"]],
  ["import --from-terraform", ["import", "--from-terraform", "FILE"]],
  ["export --stack", ["export", "--to-bridge", "--stack", "FILE"]],
];

async function run(args: readonly string[], file: string): Promise<{ code: number | null; stdout: string }> {
  const { code, stdout, stderr } = await runCommand(
    args.map((arg) => (arg === "FILE" ? file : arg)),
    { folder },
  );
  expect(stderr).toContain(file);
  return { code, stdout };
}

test.each(READING)("%s is a usage error if the file cannot be read", async (_what, args) => {
  await expect(run(args, "none.json")).resolves.toEqual({ code: 2, stdout: "" });
});

/** One command for each way in which files are read. */
const WAYS = READING.filter(([what]) => what === "validate --file" || what === "match --directory");

describe.each(WAYS)("%s", (_what, args) => {
  test("is a usage error if the file is not UTF-8", async () => {
    await expect(run(args, "latin")).resolves.toEqual({ code: 2, stdout: "" });
  });

  test.each([
    ["a device", "/dev/zero", "it is not a regular file"],
    ["a pipe that nobody writes to", "pipe", "it is not a regular file"],
    ["a file of more than 512 MB", "large", "it is larger than 512 MB"],
  ])("is a usage error if the file is %s", async (_kind, file, reason) => {
    const result = await runCommand(
      args.map((arg) => (arg === "FILE" ? file : arg)),
      { folder },
    );
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(reason);
  });
});

/** Without --file, because any text can be a filter. */
const OF_A_KIND = READING.filter(([what]) => !what.endsWith("--file"));

test.each(OF_A_KIND)("%s is a usage error if the file has the wrong format", async (_what, args) => {
  await expect(run(args, "other.json")).resolves.toEqual({ code: 2, stdout: "" });
});

test("an error from the API is a failure, not a usage error", async () => {
  for (const args of [["validate", "--live"], ["match", "--groups", "a", "--live"], ["import"]]) {
    const env = { CONFLUENT_CLOUD_ENDPOINT: "http://127.0.0.1:9", CONFLUENT_CLOUD_API_KEY: "k" };
    await expect(runCommand(args, { folder, env })).resolves.toMatchObject({ code: 1, stdout: "" });
  }
});

test.each(["validate", "match", "impact", "import", "export"])(
  "%s --help lists the exit codes",
  async (command) => {
    const { code, stdout } = await runCommand([command, "--help"], { folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/Exit code:\n {2}0 {4}success\n {2}1 {4}failure: .*\n {2}2 {4}usage error: /);
  },
);

test("an unknown or renamed environment variable causes a warning and does not change the result", async () => {
  const env = { CONFLUENT_SSO_EVERYON: "deny", CONFLUENT_SSO_DEADLINE_SECONDS: "60" };
  const result = await runCommand(["validate", '"kafka" in groups'], { folder, env });
  expect(result.code).toBe(0);
  expect(result.stderr).toContain(
    "CONFLUENT_SSO_EVERYON is not a setting and has no effect. Did you mean CONFLUENT_SSO_MATCH_ALL_FILTERS?",
  );
  expect(result.stderr).toContain(
    "Use CONFLUENT_SSO_RETRY_TIMEOUT_SECONDS instead of the environment variable CONFLUENT_SSO_DEADLINE_SECONDS,",
  );
  expect(result.stdout).not.toContain("CONFLUENT_SSO_EVERYON");
});

describe("output that cannot be written", () => {
  /** Returns the exit code of the command and its stderr. `to` is the shell redirection of stdout. */
  async function runInto(to: string, args: string): Promise<{ code: string; stderr: string }> {
    const script = `"${process.execPath}" "${COMMAND}" ${args} ${to}; echo "\${PIPESTATUS[0]}" >&3`;
    const child = spawn("bash", ["-c", script], { cwd: folder, stdio: ["ignore", "ignore", "pipe", "pipe"] });
    const text = { code: "", stderr: "" };
    const [, , errors, codes] = child.stdio as readonly (Readable | null)[];
    errors?.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
    codes?.setEncoding("utf8").on("data", (chunk: string) => (text.code += chunk));
    await once(child, "close");
    return { code: text.code.trim(), stderr: text.stderr };
  }

  test.each([
    ["help", "--help", "0"],
    ["results", "validate '\"a\" in groups'", "0"],
    ["results with an error", "validate '\"a\" in groups)'", "1"],
  ])("is not an error if the reader has closed the pipe: %s", async (_what, args, code) => {
    const { stderr, ...ended } = await runInto("| true", args);
    expect(ended.code).toBe(code);
    expect(stderr).toMatch(code === "0" ? /^$/ : /^The filter failed validation\. \[CSSO-1402\]\n$/);
  });

  test("is a failure with a one-line message if the disk is full", async () => {
    const { code, stderr } = await runInto("> /dev/full", "validate '\"a\" in groups'");
    expect(code).toBe("1");
    expect(stderr).toBe("Cannot write the output: ENOSPC: no space left on device, write.\n");
  });
});
