import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

const REPOSITORY = path.resolve(__dirname, "../..");

/** Written to `calls.log` by the fakes; `npm ci` installs a fake `tsc`, which copies sources to its outDir as they are. */
const FAKE_NPM = `#!/usr/bin/env node
const fs = require("node:fs"), { spawnSync } = require("node:child_process");
const [verb, ...args] = process.argv.slice(2);
if (verb === "run") {
  const script = JSON.parse(fs.readFileSync("package.json")).scripts[args.at(-1)];
  process.exit(spawnSync("sh", ["-c", script], { stdio: "inherit" }).status);
}
fs.appendFileSync("calls.log", "npm " + verb + "\\n");
console.log("npm's own words", JSON.stringify(Object.keys(process.env).filter((name) => /^npm_config_(dry_run|registry)$/.test(name)).sort()));
if (process.env.FAKE_NPM_EXIT) process.exit(Number(process.env.FAKE_NPM_EXIT));
setTimeout(() => {
  const lock = JSON.parse(fs.readFileSync("package-lock.json"));
  delete lock.packages[""];
  for (const [location, entry] of Object.entries(lock.packages)) {
    if (entry.optional) delete lock.packages[location];
    else fs.mkdirSync(location, { recursive: true });
  }
  fs.mkdirSync("node_modules/.bin", { recursive: true });
  fs.copyFileSync("fakes/tsc", "node_modules/.bin/tsc");
  fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify(lock));
}, Number(process.env.FAKE_NPM_MS ?? 0));
`;
const FAKE_TSC = `#!/usr/bin/env node
const fs = require("node:fs");
fs.appendFileSync("calls.log", "tsc\\n");
console.log("tsc's own words");
if (fs.readFileSync("sdk/index.ts", "utf8").includes("type error")) process.exit(2);
const out = process.argv[process.argv.indexOf("--outDir") + 1];
fs.mkdirSync(out + "/sdk", { recursive: true });
for (const name of fs.readdirSync("sdk")) fs.copyFileSync("sdk/" + name, out + "/sdk/" + name.replace(/ts$/, "js"));
`;

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

class Project {
  readonly root = mkdtempSync(path.join(os.tmpdir(), "prepared-"));

  constructor() {
    for (const part of ["scripts/prepared.mjs", "scripts/prepared"]) {
      cpSync(path.join(REPOSITORY, part), path.join(this.root, part), { recursive: true });
    }
    this.write("fakes/npm", FAKE_NPM, 0o755);
    this.write("fakes/tsc", FAKE_TSC, 0o755);
    this.write("tsconfig.json", "{}");
    this.write("sdk/index.ts", "module.exports = 1;");
    this.writeManifest();
    this.writeLock("1.0.0");
  }

  writeManifest(change: Record<string, unknown> = {}): void {
    const scripts = { good: "echo good", bad: "exit 3", worse: "exit 4" };
    const manifest = { engines: { node: ">=20.19" }, dependencies: { dep: "^1.0.0" }, scripts, ...change };
    this.write("package.json", JSON.stringify(manifest));
  }

  writeLock(version: string): void {
    const packages = {
      "": { dependencies: { dep: "^1.0.0" } },
      "node_modules/dep": { version },
      "node_modules/other-platform": { version, optional: true },
    };
    this.write("package-lock.json", JSON.stringify({ packages }));
  }

  write(file: string, content: string, mode = 0o644): void {
    const absolute = path.join(this.root, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
    chmodSync(absolute, mode);
  }

  has(file: string): boolean {
    return existsSync(path.join(this.root, file));
  }

  /** What npm and tsc were called for since the last look. */
  calls(): string[] {
    const file = path.join(this.root, "calls.log");
    if (!existsSync(file)) {
      return [];
    }
    const lines = readFileSync(file, "utf8").trim().split("\n");
    rmSync(file);
    return lines;
  }

  start(args: string[] = [], env: NodeJS.ProcessEnv = {}): { process: ChildProcess; ended: Promise<Ended> } {
    const PATH = `${path.join(this.root, "fakes")}${path.delimiter}${process.env["PATH"] ?? ""}`;
    const child = spawn(process.execPath, [path.join(this.root, "scripts/prepared.mjs"), ...args], {
      env: { ...process.env, PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => {
      child.once("close", (code) => {
        resolve({ code, stdout, stderr });
      });
    });
    return { process: child, ended };
  }

  run(args?: string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
    return this.start(args, env).ended;
  }
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

  describe("makes the checkout ready", () => {
    it("installs and builds at first, and then does and says nothing", async () => {
      const first = await project.run();
      expect(first.code).toBe(0);
      expect(first.stderr).toContain("npm ci");
      expect(project.calls()).toEqual(["npm ci", "tsc"]);
      expect(project.has("bin/sdk/index.js")).toBe(true);
      expect(project.has(".prepared.lock")).toBe(false);

      expect(await project.run()).toEqual({ code: 0, stdout: "", stderr: "" });
      expect(project.calls()).toEqual([]);
    });

    it("keeps stdout free, for `npm pack --json` prints there", async () => {
      const { stdout, stderr } = await project.run();
      expect(stdout).toBe("");
      expect(stderr).toContain("npm's own words");
      expect(stderr).toContain("tsc's own words");
    });

    it("does not hand the options of an outer `npm pack --dry-run` to `npm ci`, but hands its registry", async () => {
      const env = { npm_config_dry_run: "true", npm_config_registry: "https://localhost" };
      const { stderr } = await project.run([], env);
      expect(stderr).toContain(`npm's own words ["npm_config_registry"]`);
    });

    it("only builds when a source has changed", async () => {
      await project.run();
      project.calls();
      project.write("sdk/index.ts", "module.exports = 2;");
      await project.run();
      expect(project.calls()).toEqual(["tsc"]);
      expect(readFileSync(path.join(project.root, "bin/sdk/index.js"), "utf8")).toBe("module.exports = 2;");
    });

    it("leaves no output of a source that has been deleted", async () => {
      project.write("sdk/old.ts", "");
      await project.run();
      expect(project.has("bin/sdk/old.js")).toBe(true);
      rmSync(path.join(project.root, "sdk/old.ts"));
      await project.run();
      expect(project.has("bin/sdk/old.js")).toBe(false);
    });

    it("builds again when an output has been deleted", async () => {
      await project.run();
      rmSync(path.join(project.root, "bin/sdk"), { recursive: true });
      await project.run();
      expect(project.has("bin/sdk/index.js")).toBe(true);
    });

    it("installs when package-lock.json has another version", async () => {
      await project.run();
      project.calls();
      project.writeLock("1.0.1");
      await project.run();
      expect(project.calls()).toEqual(["npm ci", "tsc"]);
    });

    it("installs when a package's folder has been deleted", async () => {
      await project.run();
      project.calls();
      rmSync(path.join(project.root, "node_modules/dep"), { recursive: true });
      await project.run();
      expect(project.calls()).toEqual(["npm ci"]);
    });
  });

  describe("says plainly what is wrong", () => {
    it("when package.json asks for what package-lock.json does not have", async () => {
      project.writeManifest({ dependencies: { dep: "^1.0.0", more: "1.0.0" } });
      const { code, stderr } = await project.run();
      expect(code).toBe(1);
      expect(stderr).toMatch(/disagree about more \(dependencies\)\. Run `npm install`/);
      expect(project.calls()).toEqual([]);
    });

    it("when `npm ci` fails, and lets the next run try again", async () => {
      const failed = await project.run(["node", "-e", "console.log('ran')"], { FAKE_NPM_EXIT: "9" });
      expect(failed).toMatchObject({ code: 1, stdout: "" });
      expect(failed.stderr).toContain("`npm ci` failed with exit code 9");
      expect(failed.stderr).not.toContain("at ");
      expect(await project.run()).toMatchObject({ code: 0 });
    });

    it("when the sources do not compile, also the second time", async () => {
      project.write("sdk/index.ts", "type error");
      for (let i = 0; i < 2; i++) {
        const { code, stderr } = await project.run();
        expect(code).toBe(1);
        expect(stderr).toContain("do not compile");
      }
    });

    it("when Node is too old", async () => {
      project.writeManifest({ engines: { node: ">=999.1" } });
      const { code, stderr } = await project.run();
      expect(code).toBe(1);
      expect(stderr).toContain(`needs Node.js 999.1 or newer; this is ${process.versions.node}`);
    });
  });

  describe("runs a command", () => {
    beforeEach(async () => {
      await project.run();
    });

    it("with its arguments, in the project's folder, node_modules/.bin first on PATH", async () => {
      project.write("node_modules/.bin/here", '#!/bin/sh\necho "$(pwd -P)|$1|$2"', 0o755);
      const { stdout } = await project.run(["here", "a b", "$HOME"]);
      const real = spawnSync("pwd", ["-P"], { cwd: project.root, encoding: "utf8" }).stdout.trim();
      expect(stdout).toBe(`${real}|a b|$HOME\n`);
    });

    it("and ends with its exit code", async () => {
      expect(await project.run(["node", "-e", "process.exit(7)"])).toMatchObject({ code: 7 });
    });

    it("and says when there is none of that name", async () => {
      const { code, stderr } = await project.run(["no-such-command"]);
      expect(code).toBe(127);
      expect(stderr).toContain("no-such-command: there is no such command");
    });

    it.each([
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const)("and passes %s on: killed by it is exit code %d", async (signal, code) => {
      const { process, ended } = project.start([
        "node",
        "-e",
        "console.log('up'); setTimeout(() => {}, 60000)",
      ]);
      await firstOutput(process);
      process.kill(signal);
      expect(await ended).toMatchObject({ code });
    });

    it("and waits while it cleans up after a signal", async () => {
      const program = `
        process.on("SIGTERM", () => setTimeout(() => { console.log("cleaned up"); process.exit(5); }, 100));
        setTimeout(() => {}, 60000);
        console.log("up");`;
      const { process, ended } = project.start(["node", "-e", program]);
      await firstOutput(process);
      process.kill("SIGTERM");
      expect(await ended).toMatchObject({ code: 5, stdout: "up\ncleaned up\n" });
    });
  });

  describe("npm-run", () => {
    it("runs all scripts, also after one has failed, and names the failed ones", async () => {
      const { code, stdout, stderr } = await project.run(["npm-run", "bad", "good", "worse"]);
      expect(code).toBe(1);
      expect(stdout).toBe("good\n");
      expect(stderr).toContain("Failed: bad, worse.");
    });

    it("ends with 0 when all went well", async () => {
      expect(await project.run(["npm-run", "good", "good"])).toMatchObject({
        code: 0,
        stdout: "good\ngood\n",
      });
    });

    it("refuses a script that package.json does not have before it runs any", async () => {
      const { code, stdout, stderr } = await project.run(["npm-run", "good", "goood"]);
      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toContain("package.json has no script goood.");
    });
  });

  describe("started twice at once", () => {
    it("installs once: the other waits and says so", async () => {
      const both = await Promise.all([
        project.run([], { FAKE_NPM_MS: "400" }),
        project.run([], { FAKE_NPM_MS: "400" }),
      ]);
      expect(both.map(({ code }) => code)).toEqual([0, 0]);
      expect(project.calls()).toEqual(["npm ci", "tsc"]);
      expect(both.filter(({ stderr }) => stderr.includes("Waiting for process"))).toHaveLength(1);
    });

    it("takes over the lock of a dead process", async () => {
      const dead = spawnSync(process.execPath, ["-e", ""]).pid;
      project.write(".prepared.lock", `${dead}\n`);
      expect(await project.run()).toMatchObject({ code: 0 });
      expect(project.has(".prepared.lock")).toBe(false);
      expect(project.has(".prepared.lock.claim")).toBe(false);
    });

    it("leaves no lock when it is interrupted", async () => {
      const { process, ended } = project.start(["node", "-e", ""], { FAKE_NPM_MS: "60000" });
      while (!project.has("calls.log")) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      process.kill("SIGTERM");
      expect(await ended).toMatchObject({ code: 143 });
      expect(project.has(".prepared.lock")).toBe(false);
      expect(project.calls()).toEqual(["npm ci"]);
    });
  });
});
