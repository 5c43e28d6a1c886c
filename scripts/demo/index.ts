/**
 * `npm run demo` shows the life cycle of group mappings with real Pulumi commands and an emulator: creation, drift, repair, and
 * deletion. It only writes to a temporary folder. Exits with 1 if a step does not have the expected result.
 */
import { deepStrictEqual, equal, notEqual } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { DEFAULT_CREDENTIALS, startEmulator } from "../../emulator/index";
import { ensurePulumiCli, PROJECT } from "../pulumiCli/index";

const STACK = "demo";

/** The filters that examples/quickstart declares, by display name. */
const DECLARED: Readonly<Record<string, string>> = {
  "Application Developers": '"kafka" in groups && "all" in groups || "everyone" in groups',
  "Kafka Operators": "kafka-operators",
  Auditors: '"9efcf0ab-9227-411d-bbea-0481e862c115" in groups',
};

async function main(): Promise<void> {
  const cli = await ensurePulumiCli();
  const folder = await mkdtemp(join(tmpdir(), "pulumi-confluent-sso-demo-"));
  const emulator = await startEmulator();
  const state = `file://${join(folder, "state")}`;
  const env = {
    ...process.env,
    PATH: `${cli.directory}${delimiter}${process.env["PATH"] ?? ""}`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_BACKEND_URL: state,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_STACK: STACK,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_OPTION_CONFIG_FILE: join(folder, `Pulumi.${STACK}.yaml`),
    CONFLUENT_CLOUD_ENDPOINT: emulator.url,
    CONFLUENT_CLOUD_API_KEY: DEFAULT_CREDENTIALS.apiKey,
    CONFLUENT_CLOUD_API_SECRET: DEFAULT_CREDENTIALS.apiSecret,
  };

  /** Runs the CLI in the project of this checkout, and shows its output. Returns the exit code. */
  const pulumi = async (...args: string[]): Promise<number | null> => {
    console.log(`$ pulumi ${args.join(" ")}`);
    const child = spawn(cli.command, args, { cwd: PROJECT, stdio: ["ignore", "inherit", "inherit"], env });
    const [code] = (await once(child, "close")) as [number | null];
    return code;
  };
  const succeed = async (...args: string[]): Promise<void> => {
    equal(await pulumi(...args), 0, `pulumi ${args.join(" ")} failed`);
  };
  /** Calls the API directly, as somebody would outside Pulumi. */
  const callApi = async (method: string, name: string, body: string | null = null): Promise<void> => {
    const id = emulator.mappings().find(({ display_name }) => display_name === name)?.id ?? "";
    const path = `/iam/v2/sso/group-mappings/${id}`;
    console.log(`$ curl -X ${method} …${path}${body === null ? "" : ` -d '${body}'`}`);
    const { apiKey, apiSecret } = DEFAULT_CREDENTIALS;
    const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
    const { ok, status } = await fetch(emulator.url + path, { method, headers: { authorization }, body });
    equal(ok, true, `the emulator responded to ${method} ${path} with ${status}`);
  };
  const filters = () =>
    Object.fromEntries(emulator.mappings().map(({ display_name, filter }) => [display_name, filter]));
  const count = (wanted: string) => emulator.requests().filter(({ method }) => method === wanted).length;
  const showMappings = (): void => {
    console.table(emulator.mappings(), ["id", "display_name", "filter", "description"]);
  };

  try {
    banner("Real Pulumi commands with an emulator of the Confluent Cloud API, which runs in this process");
    console.log(`Pulumi CLI ${cli.version} (${cli.command})`);
    console.log(`API        ${emulator.url}`);
    console.log(`State      ${state}`);
    banner("pulumi up: create the three mappings in examples/quickstart/index.ts");
    await mkdir(join(folder, "state"));
    // In the temporary folder, because this command writes a configuration file next to Pulumi.yaml.
    await copyFile(join(PROJECT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    await succeed("stack", "init", STACK, "--no-select", "--cwd", folder);
    await succeed("up", "--yes");
    deepStrictEqual(filters(), DECLARED, "the API should have the mappings of the program");
    equal(count("POST"), 3, "three mappings should need three POST requests");
    banner("Mappings in the API");
    showMappings();

    banner("Drift: somebody opens one mapping to every SSO user and deletes another one");
    const [changed, deleted] = ["Application Developers", "Kafka Operators"] as const;
    await callApi("PATCH", changed, '{"filter":"true"}');
    await callApi("DELETE", deleted);
    showMappings();
    banner("pulumi preview: detect the drift");
    const code = await pulumi("preview", "--diff", "--expect-no-changes");
    notEqual(code, 0, "preview --expect-no-changes should fail because of the drift");
    console.log(`exit code ${code}: ${changed} changed, ${deleted} deleted. A pipeline would fail here.`);
    equal(filters()[changed], "true", "a preview should change nothing");

    banner("pulumi up: repair both mappings");
    const [patches, posts] = [count("PATCH"), count("POST")];
    await succeed("up", "--yes", "--skip-preview");
    deepStrictEqual(filters(), DECLARED, "the API should have the mappings of the program again");
    equal(count("PATCH") - patches, 1, "the repair should need one PATCH request");
    equal(count("POST") - posts, 1, "the repair should need one POST request");
    await succeed("preview", "--expect-no-changes");
    banner("Mappings in the API after the repair");
    showMappings();

    banner("pulumi destroy: delete all mappings");
    await succeed("destroy", "--yes", "--skip-preview");
    deepStrictEqual(emulator.mappings(), [], "the API should have no mappings");
    banner("Summary");
    console.log(SUMMARY);
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function banner(text: string): void {
  console.log(`\n── ${text} ──`);
}

const SUMMARY = `\
  pulumi up        created three group mappings with one POST each
  pulumi preview   detected the changed and the deleted mapping
  pulumi up        repaired both with one PATCH of the changed property and one POST
  pulumi destroy   deleted all mappings

To manage your own organization from a Pulumi project:
  Install the package: it is not on npm yet, so see "Install" in README.md
  export CONFLUENT_CLOUD_API_KEY=… CONFLUENT_CLOUD_API_SECRET=…   # Cloud API key of an OrganizationAdmin
  new GroupMapping("admins", { displayName: "Admins", filter: '"admins" in groups' })   # then run pulumi up`;

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
