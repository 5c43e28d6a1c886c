import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const REPOSITORY = path.resolve(__dirname, "../..");
const PACKAGE = JSON.parse(readFileSync(path.join(REPOSITORY, "package.json"), "utf8")) as {
  engines: object;
  scripts: Record<string, string>;
};

/** Both fakes log their calls. `npm ci` installs the fake tsc, which copies the sources as they are. */
const FAKE_NPM = `#!/usr/bin/env node
const fs = require("node:fs");
fs.writeFileSync("npm.pid", String(process.pid));
fs.appendFileSync("calls.log", "npm " + process.argv[2] + "\\n");
console.log("output of npm");
process.on("SIGTERM", () => process.exit(1)); // as the real npm does
if (process.env.FAKE_NPM_EXIT) process.exit(Number(process.env.FAKE_NPM_EXIT));
setTimeout(() => {
  const { packages } = JSON.parse(fs.readFileSync("package-lock.json"));
  for (const [folder, { optional }] of Object.entries(packages)) {
    if (folder === "" || optional) delete packages[folder];
    else fs.mkdirSync(folder, { recursive: true });
  }
  fs.mkdirSync("node_modules/.bin", { recursive: true });
  fs.copyFileSync("compiler/tsc", "node_modules/.bin/tsc");
  fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));
  fs.appendFileSync("calls.log", "npm done\\n");
}, Number(process.env.FAKE_NPM_MS ?? 0));
`;
const FAKE_TSC = `#!/usr/bin/env node
const fs = require("node:fs");
fs.appendFileSync("calls.log", "tsc\\n");
console.log("output of tsc");
const out = process.argv[process.argv.indexOf("--outDir") + 1];
fs.mkdirSync(out + "/sdk", { recursive: true });
for (const name of fs.readdirSync("sdk")) fs.copyFileSync("sdk/" + name, out + "/sdk/" + name.replace(/ts$/, "js"));
if (fs.readFileSync("sdk/index.ts", "utf8").includes("type error")) process.exit(2);
`;
const INSTALL = ["npm ci", "npm done"];

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Started {
  process: ChildProcess;
  result: Promise<Result>;
}

class Project {
  readonly root = mkdtempSync(path.join(os.tmpdir(), "prepared-"));

  constructor() {
    cpSync(path.join(REPOSITORY, "scripts"), path.join(this.root, "scripts"), { recursive: true });
    this.write("fakes/npm", FAKE_NPM);
    this.write("compiler/tsc", FAKE_TSC);
    this.write(
      "compiler/package.json",
      '{ "name": "compiler", "version": "1.0.0", "bin": { "tsc": "tsc" } }',
    );
    this.write("tsconfig.json", '{\n  // a comment\n  "include": ["sdk"]\n}');
    this.write("sdk/index.ts", "module.exports = 1;");
    this.writePackage({});
    this.writeLock({ integrity: "sha512-one" });
  }

  writePackage(change: object): void {
    const devDependencies = { compiler: "file:compiler" };
    const content = {
      name: "x",
      version: "1.0.0",
      files: ["bin"],
      engines: PACKAGE.engines,
      devDependencies,
    };
    this.write("package.json", JSON.stringify({ ...content, ...change }));
  }

  writeLock(dependency?: object): void {
    const packages = {
      "": { name: "x", version: "1.0.0", devDependencies: { compiler: "file:compiler" } },
      compiler: { version: "1.0.0", dev: true, bin: { tsc: "tsc" } },
      "node_modules/compiler": { resolved: "compiler", link: true },
      ...(dependency && {
        "node_modules/dependency": dependency,
        "node_modules/other-platform": { optional: true },
      }),
    };
    this.write("package-lock.json", JSON.stringify({ lockfileVersion: 3, packages }));
  }

  write(file: string, content: string): void {
    const absolute = path.join(this.root, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, content, { mode: 0o755 });
  }

  read(file: string): string {
    return readFileSync(path.join(this.root, file), "utf8");
  }

  has(file: string): boolean {
    return existsSync(path.join(this.root, file));
  }

  remove(file: string): void {
    rmSync(path.join(this.root, file), { recursive: true });
  }

  /** Returns the calls of npm and tsc since the last time. */
  takeCalls(): string[] {
    if (!this.has("calls.log")) {
      return [];
    }
    const lines = this.read("calls.log").trim().split("\n");
    this.remove("calls.log");
    return lines;
  }

  start(args: string[] = [], env: NodeJS.ProcessEnv = {}): Started {
    const PATH = `${path.join(this.root, "fakes")}${path.delimiter}${process.env["PATH"] ?? ""}`;
    return start(process.execPath, [path.join(this.root, "scripts/prepared.mjs"), ...args], { PATH, ...env });
  }

  run(args?: string[], env?: NodeJS.ProcessEnv): Promise<Result> {
    return this.start(args, env).result;
  }

  /** Runs the real npm. */
  runNpm(...args: string[]): Promise<Result> {
    return start("npm", args, { npm_config_offline: "true", npm_config_update_notifier: "false" }, this.root)
      .result;
  }

  /** Starts a preparation and returns when `npm ci` is running. */
  async startInstall(durationMs: number): Promise<Started & { npm: number }> {
    const started = this.start([], { FAKE_NPM_MS: `${durationMs}` });
    while (!this.has("calls.log")) {
      await sleep(20);
    }
    return { ...started, npm: Number(this.read("npm.pid")) };
  }
}

function start(command: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string): Started {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const result = new Promise<Result>((resolve) => {
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  return { process: child, result };
}

function firstOutput(child: ChildProcess): Promise<void> {
  return new Promise((resolve) =>
    child.stdout?.once("data", () => {
      resolve();
    }),
  );
}

describe("scripts/prepared.mjs", () => {
  let project: Project;
  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => {
    rmSync(project.root, { recursive: true, force: true });
  });

  describe("prepares the checkout", () => {
    it("installs and builds after a clone, and then does and prints nothing", async () => {
      const first = await project.run();
      expect(first).toMatchObject({ code: 0, stdout: "" });
      expect(first.stderr).toContain("npm ci");
      expect(first.stderr).toContain("output of npm");
      expect(first.stderr).toContain("output of tsc");
      expect(project.takeCalls()).toEqual([...INSTALL, "tsc"]);
      expect(project.has("bin/sdk/index.js")).toBe(true);

      expect(await project.run()).toEqual({ code: 0, stdout: "", stderr: "" });
      expect(project.takeCalls()).toEqual([]);
    });

    it("installs, builds, and prints only JSON in `npm pack --dry-run --json`", async () => {
      project.writeLock();
      project.writePackage({ scripts: { prepack: PACKAGE.scripts["prepack"] } });
      const { stdout } = await project.runNpm("pack", "--dry-run", "--json");
      expect(project.has("node_modules/compiler")).toBe(true);
      const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
      expect(files.map((file) => file.path)).toContain("bin/sdk/index.js");
    });

    it("builds once while npm installs from git, although npm runs `prepare` for the link to itself and for the root", async () => {
      const devDependencies = { compiler: "file:compiler", x: "file:." };
      project.writePackage({ devDependencies, scripts: { prepare: PACKAGE.scripts["prepare"] } });
      const packages = {
        "": { name: "x", version: "1.0.0", devDependencies },
        compiler: { version: "1.0.0", dev: true, bin: { tsc: "tsc" } },
        "node_modules/compiler": { resolved: "compiler", link: true },
        "node_modules/x": { resolved: "", link: true },
      };
      project.write("package-lock.json", JSON.stringify({ lockfileVersion: 3, packages }));
      project.write(".gitignore", "node_modules\nbin\n");
      const author = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
      for (const args of [
        ["init", "-q"],
        ["add", "-A"],
        [...author, "commit", "-qm", "x"],
      ]) {
        expect(spawnSync("git", args, { cwd: project.root })).toMatchObject({ status: 0 });
      }
      expect(await project.runNpm("ci")).toMatchObject({ code: 0 });
      expect(project.takeCalls()).toEqual(["tsc"]);
      project.write("user/package.json", "{}");
      const env = { npm_config_offline: "true", npm_config_update_notifier: "false" };
      const user = path.join(project.root, "user");
      const { code, stderr } = await start("npm", ["install", `git+file://${project.root}`], env, user)
        .result;
      expect([code, stderr]).toEqual([0, expect.any(String)]);
      expect(project.read("user/node_modules/x/bin/sdk/index.js")).toBe("module.exports = 1;");
    });

    it("does nothing in an installation without the compiler", async () => {
      expect(await project.run(["--no-install"])).toEqual({ code: 0, stdout: "", stderr: "" });
      expect(project.takeCalls()).toEqual([]);
    });

    it("only builds if a source has changed", async () => {
      await project.run();
      project.takeCalls();
      project.write("sdk/index.ts", "module.exports = 2;");
      await project.run();
      expect(project.takeCalls()).toEqual(["tsc"]);
      expect(project.read("bin/sdk/index.js")).toBe("module.exports = 2;");
    });

    it("removes the output of a deleted source", async () => {
      project.write("sdk/old.ts", "");
      await project.run();
      expect(project.has("bin/sdk/old.js")).toBe(true);
      project.remove("sdk/old.ts");
      await project.run();
      expect(project.has("bin/sdk/old.js")).toBe(false);
    });

    it("builds again if bin/ has been deleted", async () => {
      await project.run();
      project.remove("bin");
      await project.run();
      expect(project.has("bin/sdk/index.js")).toBe(true);
    });

    it("installs if package-lock.json has changed", async () => {
      await project.run();
      project.takeCalls();
      project.writeLock({ integrity: "sha512-two" });
      await project.run();
      expect(project.takeCalls()).toEqual([...INSTALL, "tsc"]);
    });

    it("installs if a package has been deleted", async () => {
      await project.run();
      project.takeCalls();
      project.remove("node_modules/dependency");
      await project.run();
      expect(project.takeCalls()).toEqual(INSTALL);
    });

    it("does not build for a command that only needs the dependencies", async () => {
      project.write("sdk/index.ts", "type error");
      expect(await project.run(["--no-build", "echo", "ran"])).toMatchObject({ code: 0, stdout: "ran\n" });
      expect(project.takeCalls()).toEqual(INSTALL);
    });
  });

  describe("reports what is wrong and what to do", () => {
    it("if `npm ci` fails, and tries again next time", async () => {
      const failed = await project.run(["echo", "ran"], { FAKE_NPM_EXIT: "9" });
      expect(failed).toMatchObject({ code: 9, stdout: "" });
      expect(failed.stderr).toMatch(/`npm ci` failed\. Fix the error above/);
      expect(await project.run(["echo", "ran"])).toMatchObject({ code: 0, stdout: "ran\n" });
    });

    it("if the sources do not compile, and keeps the previous bin/", async () => {
      await project.run();
      project.write("sdk/index.ts", "type error");
      for (let i = 0; i < 2; i++) {
        const { code, stdout, stderr } = await project.run(["echo", "ran"]);
        expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
        expect(stderr).toContain("do not compile. Fix the errors above, and run the command again.");
      }
      expect(project.read("bin/sdk/index.js")).toBe("module.exports = 1;");
    });

    it.each(["999.1", `${process.versions.node.split(".")[0] ?? ""}.999`])(
      "if Node.js %s is required",
      async (version) => {
        project.writePackage({ engines: { node: `>=${version}` } });
        const { code, stderr } = await project.run();
        expect(code).toBe(1);
        expect(stderr).toBe(
          `This project needs Node.js ${version} or newer. This is ${process.versions.node}.\n`,
        );
      },
    );
  });

  describe("runs a command", () => {
    beforeEach(async () => {
      await project.run();
    });

    it("with its arguments, in the root, with node_modules/.bin first on PATH", async () => {
      project.write("node_modules/.bin/here", '#!/bin/sh\necho "$(pwd -P)|$1|$2"');
      const { stdout } = await project.run(["here", "a b", "$HOME"]);
      const root = spawnSync("pwd", ["-P"], { cwd: project.root, encoding: "utf8" }).stdout.trim();
      expect(stdout).toBe(`${root}|a b|$HOME\n`);
    });

    it("and exits with its exit code", async () => {
      expect(await project.run(["node", "-e", "process.exit(7)"])).toMatchObject({ code: 7 });
    });

    it("and reports that it does not exist", async () => {
      const { code, stderr } = await project.run(["no-such-command"]);
      expect(code).toBe(127);
      expect(stderr).toContain("Cannot run no-such-command: ENOENT. Is it in node_modules/.bin or on PATH?");
    });

    it.each([
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const)("and passes %s on, and exits with %d if that ended it", async (signal, code) => {
      const { process, result } = project.start([
        "node",
        "-e",
        "console.log('up'); setTimeout(() => {}, 60000)",
      ]);
      await firstOutput(process);
      process.kill(signal);
      expect(await result).toMatchObject({ code });
    });

    it("and waits while it cleans up after a signal", async () => {
      const program = `
        process.on("SIGTERM", () => setTimeout(() => { console.log("cleaned up"); process.exit(5); }, 100));
        setTimeout(() => {}, 60000);
        console.log("up");`;
      const { process, result } = project.start(["node", "-e", program]);
      await firstOutput(process);
      process.kill("SIGTERM");
      expect(await result).toMatchObject({ code: 5, stdout: "up\ncleaned up\n" });
    });
  });

  describe("with several commands in one checkout", () => {
    it("prepares once, while the other command waits and reports that", async () => {
      const results = await Promise.all([1, 2].map(() => project.run([], { FAKE_NPM_MS: "1500" })));
      expect(results.map(({ code }) => code)).toEqual([0, 0]);
      expect(project.takeCalls()).toEqual([...INSTALL, "tsc"]);
      expect(results.filter(({ stderr }) => stderr.includes("Waiting for process"))).toHaveLength(1);
    });

    it("starts over if a command and its `npm ci` were killed, even if several commands find that", async () => {
      const { process: killed, npm, result } = await project.startInstall(60_000);
      killed.kill("SIGKILL");
      process.kill(npm, "SIGKILL");
      await result;
      project.takeCalls();
      const results = await Promise.all([1, 2, 3, 4].map(() => project.run([], { FAKE_NPM_MS: "400" })));
      expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
      expect(project.takeCalls()).toEqual([...INSTALL, "tsc"]);
    });

    it("waits for an `npm ci` whose command was killed", async () => {
      const { process: killed, npm } = await project.startInstall(3000);
      killed.kill("SIGKILL");
      const { code, stderr } = await project.run();
      expect(code).toBe(0);
      expect(stderr).toContain(`Waiting for process ${npm}`);
      expect(project.takeCalls()).toEqual([...INSTALL, "tsc"]);
    });

    it("does not wait for a command whose preparation was interrupted", async () => {
      const { process: interrupted, result } = await project.startInstall(60_000);
      interrupted.kill("SIGTERM");
      expect(await result).toMatchObject({ code: 143 });
      expect(project.takeCalls()).toEqual(["npm ci"]);
      const { code, stderr } = await project.run();
      expect(code).toBe(0);
      expect(stderr).not.toContain("Waiting");
    });
  });

  describe("in package.json", () => {
    const { check, ...others } = PACKAGE.scripts;

    it.each(Object.entries(others))("prepares the checkout for `npm run %s`", (_, line) => {
      expect(line).toMatch(/^node scripts\/prepared\.mjs\b/);
    });

    it("runs every check although one fails, and then fails and names it", async () => {
      const checks = Object.keys(others).filter((name) => name.startsWith("check:"));
      const scripts: Record<string, string | undefined> = { check };
      for (const name of checks) {
        scripts[name] = `echo ran ${name}; exit ${name === "check:lint" ? 3 : 0}`;
      }
      project.writePackage({ scripts });
      const { code, stdout, stderr } = await project.runNpm("run", "--silent", "check");
      expect(stdout.match(/(?<=^ran ).*/gm)).toEqual(checks);
      expect(stderr).toContain("Failed: check:lint\n");
      expect(code).toBe(1);
    });
  });
});
