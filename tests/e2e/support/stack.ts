import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PRELOAD } from "../../support/deferred";
import { formsOf } from "../../support/secrets";

/** The folder with an empty stack that `globalSetup.ts` made. */
function emptyStack(): string {
  const folder = process.env["EMPTY_STACK_UNDER_TEST"];
  if (folder === undefined) {
    throw new Error("globalSetup.ts has not run");
  }
  return folder;
}

/** The result of a CLI command: its exit code, and its combined stdout and stderr. */
export interface Result {
  readonly code: number | null;
  readonly output: string;
}

export interface StackOptions {
  /** The program: JavaScript, with `pulumi` and `sso` (this package) in scope. */
  readonly program: string;
  readonly env?: Record<string, string>;
  /** `options` of Pulumi.yaml. */
  readonly refreshAlways?: boolean;
  /** Secrets that must not be in any output or state. */
  readonly secrets?: readonly { readonly apiKey: string; readonly apiSecret: string }[];
  /** Whether the program can load TypeScript modules. Default: `false`, which is faster. */
  readonly typescript?: boolean;
  /** The project's node_modules. Default: this checkout's package, and its Pulumi SDK. */
  readonly nodeModules?: string;
}

/** Options to run a command. */
interface RunOptions {
  readonly env?: Record<string, string>;
  /** Whether `up`, `refresh`, and `destroy` preview first. Default: `false`, because a preview doubles the time. */
  readonly preview?: boolean;
}

/** A resource in the state. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

/**
 * A Pulumi project with one stack for the real CLI, in a temporary folder with its own backend and PULUMI_HOME. The output
 * of all commands must not contain secrets or stack traces.
 */
export class Stack {
  private transcript = "";

  private constructor(
    readonly folder: string,
    private readonly options: StackOptions,
    readonly env: Record<string, string>,
  ) {}

  static async start(options: StackOptions): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), "confluent-sso-e2e-"));
    await cp(emptyStack(), folder, { recursive: true });
    if (options.nodeModules !== undefined) {
      await rm(join(folder, "node_modules"), { recursive: true });
      await symlink(options.nodeModules, join(folder, "node_modules"));
    }
    await writeFile(
      join(folder, "Pulumi.yaml"),
      JSON.stringify({
        name: "e2e",
        runtime: { name: "nodejs", options: { typescript: options.typescript ?? false } },
        ...(options.refreshAlways === true && { options: { refresh: "always" } }),
      }),
    );
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "e2e", main: "index.js" }));
    const { PATH = "", HOME = "" } = process.env;
    const stack = new Stack(folder, options, {
      PATH,
      HOME,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_STACK: "dev",
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      ...options.env,
      // A project with its own node_modules runs exactly like a user's project.
      ...(options.nodeModules === undefined && {
        NODE_OPTIONS: [`--require=${PRELOAD}`, options.env?.["NODE_OPTIONS"]].filter(Boolean).join(" "),
        JAVASCRIPT_PROGRAM: String(options.typescript !== true),
      }),
    });
    await stack.setProgram(options.program);
    return stack;
  }

  /** Replaces the program. */
  async setProgram(program: string): Promise<void> {
    await writeFile(
      join(this.folder, "index.js"),
      `const pulumi = require("@pulumi/pulumi");\nconst sso = require("pulumi-confluent-sso");\n${program}\n`,
    );
  }

  /** Runs the CLI. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.begin(args, options).ended;
  }

  /** Runs the CLI, and throws if it fails. */
  async succeed(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { code, output } = await this.run(args, options);
    if (code !== 0) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    }
    return output;
  }

  /** Runs the CLI, and throws if it succeeds. */
  async failing(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { code, output } = await this.run(args, options);
    if (code === 0) {
      throw new Error(`pulumi ${args.join(" ")} succeeded:\n${output}`);
    }
    return output;
  }

  /** Starts the CLI, for a test that interrupts it. */
  begin(
    args: readonly string[],
    { env = {}, preview = false }: RunOptions = {},
  ): { ended: Promise<Result>; interrupt(): void; kill(): void } {
    const [command = ""] = args;
    const changesState = ["up", "destroy", "refresh"].includes(command);
    const child = spawn(
      process.env["PULUMI_CLI_UNDER_TEST"] ?? "pulumi",
      [
        ...args,
        "--non-interactive",
        ...(changesState && !preview ? ["--skip-preview"] : []),
        ...(changesState || command === "cancel" ? ["--yes"] : []),
      ],
      { cwd: this.folder, env: { ...this.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const ended = once(child, "close").then(([code]) => {
      this.transcript += output;
      return { code: code as number | null, output };
    });
    return { ended, interrupt: () => child.kill("SIGINT"), kill: () => child.kill("SIGKILL") };
  }

  up = (...args: string[]) => this.succeed(["up", ...args]);
  previewAndUp = (...args: string[]) => this.succeed(["up", ...args], { preview: true });
  preview = (...args: string[]) => this.succeed(["preview", ...args]);
  refresh = (...args: string[]) => this.succeed(["refresh", ...args]);
  destroy = (...args: string[]) => this.succeed(["destroy", ...args]);

  /** Sets keys of the stack configuration. With `path`, sets fields of structured values. */
  async setConfig(
    plain: Record<string, string>,
    { secret = {}, path = false }: { secret?: Record<string, string>; path?: boolean } = {},
  ): Promise<void> {
    const flags = (flag: string, values: Record<string, string>) =>
      Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    await this.succeed([
      ...["config", "set-all", ...(path ? ["--path"] : [])],
      ...[...flags("--plaintext", plain), ...flags("--secret", secret)],
    ]);
  }

  /** Returns the state as the backend stores it, with encrypted secrets. */
  private async state(): Promise<string> {
    return readFile(join(this.folder, "backend/.pulumi/stacks/e2e/dev.json"), "utf8");
  }

  /** Returns the resources in the state, with encrypted secrets. */
  async resources(): Promise<StoredResource[]> {
    // Some commands omit empty dependencies when they write an unchanged resource.
    const withoutDependencies = (key: string, value: unknown) =>
      key === "propertyDependencies" ? undefined : value;
    const { checkpoint } = JSON.parse(await this.state(), withoutDependencies) as {
      checkpoint: { latest?: { resources?: StoredResource[] } };
    };
    return checkpoint.latest?.resources ?? [];
  }

  /** Returns the group mappings in the state. */
  async mappings(): Promise<StoredResource[]> {
    return (await this.resources()).filter(({ type }) => type.endsWith(":GroupMapping"));
  }

  /** Returns the outputs of the program, with encrypted secrets. */
  async outputs(): Promise<Record<string, unknown> | undefined> {
    return (await this.resources()).find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
  }

  /** Removes the folder. Throws if any output or the state contains a secret or a stack trace. */
  async close(): Promise<void> {
    const state = await this.state();
    await rm(this.folder, { recursive: true, force: true });
    for (const { apiKey, apiSecret } of this.options.secrets ?? []) {
      for (const form of formsOf(apiKey, apiSecret)) {
        expect(this.transcript).not.toContain(form);
        expect(state).not.toContain(form);
      }
    }
    expect(this.transcript).not.toMatch(/^\s+at .+:\d+/m);
  }
}
