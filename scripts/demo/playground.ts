import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator/index";
import type { PulumiCli } from "../pulumiCli/index";
import { interruption } from "../interruption";
import { banner, command, say } from "./screen";

const PROJECT = dirname(require.resolve("pulumi-confluent-sso/package.json"));
const STACK = "demo";

/** The emulator, a stack of its own in a temporary folder, and the CLI. Nothing outside that folder is touched. */
export class Playground {
  private readonly interrupted = interruption();

  private constructor(
    readonly emulator: Emulator,
    private readonly cli: PulumiCli,
    private readonly folder: string,
  ) {}

  static async open(cli: PulumiCli): Promise<Playground> {
    const folder = await mkdtemp(join(tmpdir(), "pulumi-confluent-sso-demo-"));
    await mkdir(join(folder, "state"));
    await copyFile(join(PROJECT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    return new Playground(await startEmulator(), cli, folder);
  }

  get backendUrl(): string {
    return `file://${join(this.folder, "state")}`;
  }

  /** What the CLI is told by its environment; the same variables let a user go on by hand. */
  get variables(): Record<string, string> {
    const [credentials] = this.emulator.credentials;
    if (credentials === undefined || !("apiKey" in credentials)) {
      throw new Error("the emulator has no API key");
    }
    return {
      PULUMI_BACKEND_URL: this.backendUrl,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_STACK: STACK,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_OPTION_CONFIG_FILE: join(this.folder, `Pulumi.${STACK}.yaml`),
      CONFLUENT_CLOUD_ENDPOINT: this.emulator.url,
      CONFLUENT_CLOUD_API_KEY: credentials.apiKey,
      CONFLUENT_CLOUD_API_SECRET: credentials.apiSecret,
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
    const { CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET } = this.variables;
    const path = `/iam/v2/sso/group-mappings/${id}`;
    command(`curl -X ${method} …${path}${body === undefined ? "" : ` -d '${JSON.stringify(body)}'`}`);
    const basic = Buffer.from(
      `${CONFLUENT_CLOUD_API_KEY ?? ""}:${CONFLUENT_CLOUD_API_SECRET ?? ""}`,
    ).toString("base64");
    const response = await fetch(this.emulator.url + path, {
      method,
      headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`the emulator answered ${response.status} to ${method} ${path}`);
    }
  }

  /** Waits for Ctrl-C, after saying how to go on by hand. */
  async keepOpen(): Promise<void> {
    banner("Left running: go on by hand in another terminal");
    say(`cd ${PROJECT}`);
    say(`export PATH=${this.cli.directory}:$PATH`);
    for (const [name, value] of Object.entries(this.variables)) {
      say(`export ${name}=${value === "" ? '""' : value}`);
    }
    say("pulumi preview    # or: up, destroy, stack export, …");
    say();
    say("Ctrl-C here stops the emulator and removes the stack.");
    await new Promise((resolve) => {
      this.interrupted.addEventListener("abort", resolve);
      if (this.interrupted.aborted) {
        resolve(undefined);
      }
    });
  }

  async close(): Promise<void> {
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
