import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import ts from "typescript";
import { ensurePulumiCli, type EnsurePulumiCliOptions, type PulumiCli } from "../../scripts/pulumiCli";

const SOURCES = path.resolve(__dirname, "../../scripts/pulumiCli");
const HOSTS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Logs its calls, and "builds" a pulumi that supports `version`. Can be slow or fail. */
const fakeGo = (how: { seconds?: number; fail?: boolean }): string => `#!/bin/sh
here=\${0%/*}
PATH=/usr/bin:/bin
echo "\${PWD##*/scripts/pulumiCli/} $*" >> "$here/go.log"
${how.fail === true ? `i=1; while [ $i -le 40 ]; do echo "line $i" >&2; i=$((i + 1)); done; exit 1` : ""}
sleep ${how.seconds ?? 0}
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho v3.254.0\\n' > "$2"
chmod +x "$2"
`;

const unreachable = () => Promise.reject(new Error("cannot connect to get.pulumi.com (no route)"));

/** A machine with an empty PATH and an empty PULUMI_HOME. */
class Machine {
  readonly root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "pulumi-cli-")));
  readonly tools = path.join(this.root, "tools");
  readonly versions = path.join(this.root, "home/versions");
  readonly cache = path.join(this.versions, "3.254.0/bin");
  readonly env = { PATH: this.tools, PULUMI_HOME: path.join(this.root, "home"), HOME: this.root };
  readonly lines: string[] = [];

  executable(file: string, content: string): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, 0o755);
  }

  cli(folder: string, version: string, hosts = HOSTS): void {
    this.executable(path.join(folder, "pulumi"), `#!/bin/sh\necho v${version}\n`);
    for (const host of hosts) {
      this.executable(path.join(folder, host), "#!/bin/sh\n");
    }
  }

  go(how: Parameters<typeof fakeGo>[0] = {}): void {
    this.executable(path.join(this.tools, "go"), fakeGo(how));
  }

  goCalls(): string[] {
    const log = path.join(this.tools, "go.log");
    return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  }

  ensure(options: Partial<EnsurePulumiCliOptions> = {}): Promise<PulumiCli> {
    const log = (line: string): void => void this.lines.push(line);
    return ensurePulumiCli({ env: this.env, log, download: unreachable, ...options });
  }

  /** Returns the message of a call that must fail. */
  async failure(options: Partial<EnsurePulumiCliOptions> = {}): Promise<string> {
    const outcome = await this.ensure(options).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Error);
    return (outcome as Error).message;
  }

  /** Returns the content of the cache without the empty lock folder. */
  left(): string[] {
    const locks = path.join(this.versions, ".3.254.0.locks");
    expect(readdirSync(locks)).toEqual([]);
    return readdirSync(this.versions).filter((name) => name !== path.basename(locks));
  }

  get cached(): PulumiCli {
    return { command: path.join(this.cache, "pulumi"), version: "3.254.0", directory: this.cache };
  }
}

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => {
  rmSync(machine.root, { recursive: true, force: true });
});

describe("the CLI on PATH", () => {
  it.each(["3.254.0", "3.260.1"])("is used if it is new enough: %s", async (version) => {
    machine.cli(machine.tools, version);
    const command = path.join(machine.tools, "pulumi");
    expect(await machine.ensure()).toEqual({ command, version, directory: machine.tools });
    expect(machine.lines).toEqual([]);
    expect(existsSync(machine.versions)).toBe(false);
  });

  it("is used if its hosts are in another folder on PATH", async () => {
    const elsewhere = path.join(machine.root, "elsewhere");
    machine.cli(machine.tools, "3.254.0", []);
    machine.cli(elsewhere, "3.254.0");
    const env = { ...machine.env, PATH: [machine.tools, elsewhere].join(path.delimiter) };
    expect(await machine.ensure({ env })).toMatchObject({ directory: machine.tools });
  });

  it("is used if it is a link and its hosts are next to the target", async () => {
    const installed = path.join(machine.root, "installed");
    machine.cli(installed, "3.254.0");
    mkdirSync(machine.tools);
    symlinkSync(path.join(installed, "pulumi"), path.join(machine.tools, "pulumi"));
    expect(await machine.ensure()).toMatchObject({ directory: machine.tools });
  });

  it.each([
    ["it is too old", "3.253.9", HOSTS, "tools/pulumi is 3.253.9, which is too old"],
    [
      "it is a pre-release of the minimum version",
      "3.254.0-alpha.1",
      HOSTS,
      "3.254.0-alpha.1, which is too old",
    ],
    [
      "a host is missing",
      "3.254.0",
      HOSTS.slice(0, 1),
      "pulumi-resource-pulumi-nodejs is neither in the same folder nor on PATH",
    ],
    ["it does not run", "3.254.0; exit 1", HOSTS, "version` does not print a version"],
  ])("is not used if %s", async (_, version, hosts, why) => {
    machine.cli(machine.tools, version, hosts);
    expect(await machine.failure()).toContain(why);
    machine.cli(machine.cache, "3.254.0");
    expect(await machine.ensure()).toEqual(machine.cached);
  });
});

describe("the cache", () => {
  it("is used silently", async () => {
    machine.cli(machine.cache, "3.254.0");
    expect(await machine.ensure()).toEqual(machine.cached);
    expect(machine.lines).toEqual([]);
  });

  it("is in the home folder if PULUMI_HOME is not set", async () => {
    const directory = path.join(machine.root, ".pulumi/versions/3.254.0/bin");
    machine.cli(directory, "3.254.0");
    const env = { PATH: machine.tools, HOME: machine.root };
    expect(await machine.ensure({ env })).toMatchObject({ directory });
  });

  it.each([
    ["lacks an executable", "3.254.0", HOSTS.slice(1)],
    ["does not run", "3.254.0; exit 1", HOSTS],
    ["is an older version", "3.253.0", HOSTS],
  ])("is replaced if its CLI %s", async (_, version, hosts) => {
    machine.cli(machine.cache, version, hosts);
    machine.go();
    expect(await machine.ensure()).toEqual(machine.cached);
    expect(await machine.ensure()).toEqual(machine.cached);
    expect(machine.goCalls()).toHaveLength(2);
    expect(machine.left()).toEqual(["3.254.0"]);
  });
});

describe("the download", () => {
  const install = (root: string): Promise<void> => {
    machine.cli(path.join(root, "bin"), "3.254.0");
    return Promise.resolve();
  };

  it("fills the cache through a temporary folder", async () => {
    const roots: string[] = [];
    const download = (root: string) => (roots.push(root), install(root));
    expect(await machine.ensure({ download })).toEqual(machine.cached);
    expect(roots.map((root) => path.dirname(root))).toEqual([machine.versions]);
    expect(roots).not.toContain(path.dirname(machine.cache));
    expect(machine.left()).toEqual(["3.254.0"]);
  });

  const breaksOff = (root: string) => {
    machine.cli(path.join(root, "bin"), "3.254.0", []);
    return Promise.reject(new Error("broke off"));
  };
  const isIncomplete = (root: string) => {
    machine.cli(path.join(root, "bin"), "3.254.0", []);
    return Promise.resolve();
  };

  it.each([
    ["cannot be reached", unreachable],
    ["breaks off", breaksOff],
    ["is not complete", isIncomplete],
  ])("is replaced by a build if it %s", async (_, download) => {
    machine.go();
    expect(await machine.ensure({ download })).toEqual(machine.cached);
    expect(machine.goCalls()).toHaveLength(2);
    expect(machine.left()).toEqual(["3.254.0"]);
  });
});

describe("the build from Go modules", () => {
  it("builds both programs from the modules in this repository, and first prints how long it takes", async () => {
    machine.go();
    await machine.ensure();
    const out = expect.stringContaining(`-o ${machine.versions}/`) as string;
    expect(machine.goCalls()).toEqual([out, out]);
    expect(machine.goCalls()[0]).toMatch(
      /^go\/cli build -mod=readonly -trimpath -buildvcs=false -ldflags -X \S+\.Version=v3\.254\.0 -o \S+\/bin\/pulumi github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi$/,
    );
    expect(machine.goCalls()[1]).toMatch(
      /^go\/nodejs-host build .* \S+\/nodejs\/cmd\/pulumi-language-nodejs$/,
    );
    expect(machine.lines.at(-1)).toContain("5 to 8 minutes on two cores");
  });

  it("creates a dynamic provider host that runs the SDK of its working directory", async () => {
    machine.go();
    await machine.ensure();
    const program = path.join(machine.root, "program");
    const host = path.join(program, "node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js");
    machine.executable(host, "console.log(process.argv.slice(2)); process.exitCode = 3;");
    const env = { PATH: [path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter) };
    const script = path.join(machine.cache, "pulumi-resource-pulumi-nodejs");
    const ran = spawnSync(script, ["a b", "c"], { cwd: program, env, encoding: "utf8" });
    expect(ran).toMatchObject({ status: 3, stdout: "[ 'a b', 'c' ]\n" });
  });
});

describe("if everything fails, the error", () => {
  it("contains the reasons, and what to install", async () => {
    expect((await machine.failure()).replaceAll(machine.root, "/machine")).toBe(
      [
        "Cannot find, download, or build Pulumi CLI 3.254.0 or newer.",
        "  PATH:     pulumi not found",
        "  download: cannot connect to get.pulumi.com (no route)",
        "  build:    go is not on PATH",
        "Install Pulumi CLI 3.254.0 or newer (https://www.pulumi.com/docs/iac/download-install/),",
        "or install Go 1.26 or newer to build the CLI (https://go.dev/dl/). Then run the command again.",
      ].join("\n"),
    );
    expect(machine.left()).toEqual([]);
  });

  it("contains the last lines of a failed build", async () => {
    machine.go({ fail: true });
    const message = await machine.failure();
    expect(message).toContain("`go build` of pulumi failed:\n      line 26\n");
    expect(message).toContain("line 40\n");
    expect(message).not.toContain("line 25\n");
    expect(machine.left()).toEqual([]);
  });
});

it("takes over the lock of a dead process, and removes its unfinished folder", async () => {
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  mkdirSync(path.join(machine.versions, ".3.254.0.unfinished/bin"), { recursive: true });
  mkdirSync(path.join(machine.versions, ".3.254.0.locks", String(dead)), { recursive: true });
  machine.go();
  expect(await machine.ensure()).toEqual(machine.cached);
  expect(machine.left()).toEqual(["3.254.0"]);
});

describe("in separate processes", () => {
  const compiled = mkdtempSync(path.join(os.tmpdir(), "pulumi-cli-compiled-"));
  beforeAll(() => {
    const module = ts.ModuleKind.CommonJS;
    const compilerOptions = { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    mkdirSync(path.join(compiled, "pulumiCli"));
    const sources = readdirSync(SOURCES).filter((name) => name.endsWith(".ts"));
    for (const name of sources.map((source) => `pulumiCli/${source}`)) {
      const source = readFileSync(path.join(SOURCES, "..", name), "utf8");
      const { outputText } = ts.transpileModule(source, { compilerOptions });
      writeFileSync(path.join(compiled, name.replace(/ts$/, "js")), outputText);
    }
  });
  afterAll(() => {
    rmSync(compiled, { recursive: true, force: true });
  });

  function start(): Promise<string> {
    const program = `
      const { ensurePulumiCli } = require(${JSON.stringify(`${compiled}/pulumiCli`)});
      const download = () => Promise.reject(new Error("no route"));
      ensurePulumiCli({ download }).then(({ directory }) => console.log(directory));`;
    const modules = path.resolve(__dirname, "../../node_modules");
    const child = spawn(process.execPath, ["-e", program], {
      env: { ...machine.env, NODE_PATH: modules },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    return new Promise((resolve) => {
      child.once("close", () => {
        resolve(stdout);
      });
    });
  }

  it("only one of two processes builds", async () => {
    machine.go({ seconds: 0.5 });
    expect(await Promise.all([start(), start()])).toEqual([`${machine.cache}\n`, `${machine.cache}\n`]);
    expect(machine.goCalls()).toHaveLength(2);
  });
});
