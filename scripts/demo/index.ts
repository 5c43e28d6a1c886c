/**
 * `npm run demo`: the main job, a real `pulumi up` on the embedded emulator of the API, from creation over drift and
 * repair to the end. Nothing outside a temporary folder is touched.
 *
 * Ends with 0 if every step did what it should, with 1 if one did not.
 */
import { deepStrictEqual, equal, notEqual } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { DEFAULT_CREDENTIALS, startEmulator } from "../../emulator/index";
import { ensurePulumiCli } from "../pulumiCli/index";

const PROJECT = dirname(require.resolve("pulumi-confluent-sso/package.json"));
const STACK = "demo";

/** What the program examples/quickstart declares, by display name: the filter. */
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

  /** Runs the CLI on the project of this checkout, with its output visible. Returns its exit code. */
  const pulumi = async (...args: string[]): Promise<number | null> => {
    console.log(`$ pulumi ${args.join(" ")}`);
    const child = spawn(cli.command, args, { cwd: PROJECT, stdio: ["ignore", "inherit", "inherit"], env });
    const [code] = (await once(child, "close")) as [number | null];
    return code;
  };
  const succeed = async (...args: string[]): Promise<void> => {
    equal(await pulumi(...args), 0, `pulumi ${args.join(" ")} failed`);
  };
  /** Calls the API as somebody else would, past Pulumi. */
  const callApi = async (method: string, name: string, body: string | null = null): Promise<void> => {
    const id = emulator.mappings().find(({ display_name }) => display_name === name)?.id ?? "";
    const path = `/iam/v2/sso/group-mappings/${id}`;
    console.log(`$ curl -X ${method} …${path}${body === null ? "" : ` -d '${body}'`}`);
    const { apiKey, apiSecret } = DEFAULT_CREDENTIALS;
    const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
    const { ok, status } = await fetch(emulator.url + path, { method, headers: { authorization }, body });
    equal(ok, true, `the emulator answered ${status} to ${method} ${path}`);
  };
  const filters = () =>
    Object.fromEntries(emulator.mappings().map(({ display_name, filter }) => [display_name, filter]));
  const count = (wanted: string) => emulator.requests().filter(({ method }) => method === wanted).length;
  const showMappings = (): void => {
    console.table(emulator.mappings(), ["id", "display_name", "filter", "description"]);
  };

  try {
    banner("A real `pulumi up`, on an emulator of Confluent Cloud's API that runs in this process");
    console.log(`Pulumi CLI ${cli.version} (${cli.command})`);
    console.log(`API        ${emulator.url}`);
    console.log(`State      ${state}`);
    banner("pulumi up: three mappings that examples/quickstart/index.ts declares");
    await mkdir(join(folder, "state"));
    // In the temporary folder, because this command writes its configuration file beside Pulumi.yaml.
    await copyFile(join(PROJECT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    await succeed("stack", "init", STACK, "--no-select", "--cwd", folder);
    await succeed("up", "--yes");
    deepStrictEqual(filters(), DECLARED, "the API should hold what the program declares");
    equal(count("POST"), 3, "three mappings should have taken three POSTs");
    banner("What the API holds now");
    showMappings();

    banner("Somebody widens one mapping to every SSO user, and deletes another one, past Pulumi");
    const [changed, deleted] = ["Application Developers", "Kafka Operators"] as const;
    await callApi("PATCH", changed, '{"filter":"true"}');
    await callApi("DELETE", deleted);
    showMappings();
    banner("pulumi preview: shows both");
    const code = await pulumi("preview", "--diff", "--expect-no-changes");
    notEqual(code, 0, "preview --expect-no-changes should have failed because of the drift");
    console.log(`exit code ${code}: ${changed} was changed, ${deleted} deleted; a pipeline would stop here`);
    equal(filters()[changed], "true", "a preview should change nothing");

    banner("pulumi up: repairs both");
    const [patches, posts] = [count("PATCH"), count("POST")];
    await succeed("up", "--yes", "--skip-preview");
    deepStrictEqual(filters(), DECLARED, "the API should hold again what the program declares");
    equal(count("PATCH") - patches, 1, "the repair should have taken one PATCH");
    equal(count("POST") - posts, 1, "the repair should have taken one POST");
    await succeed("preview", "--expect-no-changes");
    banner("What the API holds after the repair");
    showMappings();

    banner("pulumi destroy: everything goes away again");
    await succeed("destroy", "--yes", "--skip-preview");
    deepStrictEqual(emulator.mappings(), [], "the API should hold nothing any more");
    banner("What you have seen");
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
  pulumi up        created three group mappings, one POST each
  pulumi preview   found what was changed and what was deleted behind Pulumi's back
  pulumi up        repaired both, with one PATCH of the changed property and one POST
  pulumi destroy   removed them all

For your own organization, in a Pulumi project of yours:
  npm install pulumi-confluent-sso
  export CONFLUENT_CLOUD_API_KEY=… CONFLUENT_CLOUD_API_SECRET=…   # a Cloud API key of an OrganizationAdmin
  new GroupMapping("admins", { displayName: "Admins", filter: '"admins" in groups' })   # then: pulumi up`;

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
