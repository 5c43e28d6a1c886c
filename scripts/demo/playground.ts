import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { DEFAULT_CREDENTIALS, type Emulator, startEmulator } from "../../emulator/index";
import type { PulumiCli } from "../pulumiCli/index";
import { banner, command } from "./screen";

const PROJECT = dirname(require.resolve("pulumi-confluent-sso/package.json"));
const STACK = "demo";

/** The emulator, a stack of its own in a temporary folder, and the CLI. Nothing outside that folder is touched. */
export class Playground {
  private constructor(
    readonly emulator: Emulator,
    private readonly cli: PulumiCli,
    private readonly folder: string,
    private readonly interrupted: AbortSignal,
  ) {}

  static async open(cli: PulumiCli, interrupted: AbortSignal): Promise<Playground> {
    const folder = await mkdtemp(join(tmpdir(), "pulumi-confluent-sso-demo-"));
    await mkdir(join(folder, "state"));
    await copyFile(join(PROJECT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    return new Playground(await startEmulator(), cli, folder, interrupted);
  }

  /** The environment of the CLI; the same variables let a user go on by hand. */
  get variables() {
    return {
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_STACK: STACK,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_OPTION_CONFIG_FILE: join(this.folder, `Pulumi.${STACK}.yaml`),
      CONFLUENT_CLOUD_ENDPOINT: this.emulator.url,
      CONFLUENT_CLOUD_API_KEY: DEFAULT_CREDENTIALS.apiKey,
      CONFLUENT_CLOUD_API_SECRET: DEFAULT_CREDENTIALS.apiSecret,
    };
  }

  /** Makes the stack. In the temporary folder, for this writes its configuration file beside Pulumi.yaml. */
  async initStack(): Promise<number> {
    return this.pulumi("stack", "init", STACK, "--no-select", "--cwd", this.folder);
  }

  /**
   * Runs the CLI on the project of this checkout, with its output visible.
   *
   * @returns its exit code
   * @throws Interrupted
   */
  async pulumi(...args: string[]): Promise<number> {
    this.interrupted.throwIfAborted();
    command(`pulumi ${args.join(" ")}`);
    const child = spawn(this.cli.command, args, {
      cwd: PROJECT,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...this.variables,
        PATH: `${this.cli.directory}${delimiter}${process.env["PATH"] ?? ""}`,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });
    const [code] = (await once(child, "close")) as [number | null];
    this.interrupted.throwIfAborted();
    return code ?? 1;
  }

  /** Calls the API as somebody else would, past Pulumi. */
  async callApi(method: "PATCH" | "DELETE", id: string, body?: Record<string, string>): Promise<void> {
    this.interrupted.throwIfAborted();
    const path = `/iam/v2/sso/group-mappings/${id}`;
    command(`curl -X ${method} …${path}${body === undefined ? "" : ` -d '${JSON.stringify(body)}'`}`);
    const { apiKey, apiSecret } = DEFAULT_CREDENTIALS;
    const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString("base64");
    const response = await fetch(this.emulator.url + path, {
      method,
      headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`the emulator answered ${response.status} to ${method} ${path}`);
    }
  }

  /** Waits for Ctrl-C, after printing how to go on by hand. */
  async keepOpen(): Promise<void> {
    banner("Left running: go on by hand in another terminal");
    console.log(`cd ${PROJECT}`);
    console.log(`export PATH=${this.cli.directory}:$PATH`);
    for (const [name, value] of Object.entries(this.variables)) {
      console.log(`export ${name}=${value === "" ? '""' : value}`);
    }
    console.log("pulumi preview    # or: up, destroy, stack export, …");
    console.log("\nCtrl-C here stops the emulator and removes the stack.");
    if (!this.interrupted.aborted) {
      await once(this.interrupted, "abort");
    }
  }

  async close(): Promise<void> {
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
