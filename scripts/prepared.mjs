/**
 * Installs the dependencies and builds bin/ if they are out of date, then runs a command. The scripts in package.json
 * use it, so that each of them works as the first command after a clone, a pull, or an edit.
 *
 *   node scripts/prepared.mjs [--no-build | --no-install] [command [argument…]]
 *
 * npm runs the script `prepare`, which has --no-install, during an installation. A second installation would wait for the first one forever.
 *
 * Prints to stderr, because `npm pack --json` prints to stdout. Does not import packages, because node_modules may be
 * missing. Uses old syntax, so that an old Node.js reports the required version instead of a syntax error.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { acquireLock, releaseLock, shareLock } from "./lock.cjs";

const LOCK = ".prepared.locks";
const INSTALLED = "node_modules/.package-lock.json"; // npm's list of what it installed
const STAMP = "bin/.stamp"; // the hash of the sources that bin/ was built from

const exitCodeOf = (signal) => 128 + constants.signals[signal];
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

let child;
let interruption;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (!child) {
      process.exit(exitCodeOf(signal));
    }
    interruption = signal;
    // Ctrl-C in a terminal reaches the child directly. A second SIGINT could make the child skip its cleanup.
    if (signal === "SIGTERM" || !(process.stdin.isTTY || process.stderr.isTTY)) {
      child.kill(signal);
    }
  });
}

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
process.env.PATH = path.resolve("node_modules/.bin") + path.delimiter + process.env.PATH;
const [option] = /^--no-(build|install)$/.exec(process.argv[2]) ?? [];
const needsBuild = option !== "--no-build";
const [command, ...args] = process.argv.slice(option ? 3 : 2);

const [minMajor, minMinor] = readJson("package.json").engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < minMajor || (major === minMajor && minor < minMinor)) {
  stop(`This project needs Node.js ${minMajor}.${minMinor} or newer. This is ${process.versions.node}.`);
}
if (option === "--no-install") {
  // Without the compiler, npm installs only what runs, or links this folder into another project.
  if (existsSync("node_modules/.bin/tsc") && !isBuilt()) {
    await build();
  }
} else if (!isInstalled() || (needsBuild && !isBuilt())) {
  await acquireLock(LOCK, "prepare this checkout");
  // Checked again, because the previous holder of the lock may have done the work.
  if (!isInstalled()) {
    await install();
  }
  if (needsBuild && !isBuilt()) {
    await build();
  }
  releaseLock(LOCK);
}
if (command) {
  process.exitCode = await run(command, args);
}

function isInstalled() {
  try {
    const installed = readJson(INSTALLED).packages;
    return Object.entries(readJson("package-lock.json").packages).every(([folder, wanted]) => {
      if (folder === "" || !installed[folder]) {
        return folder === "" || wanted.optional || wanted.devOptional; // perhaps for another platform
      }
      return installed[folder].integrity === wanted.integrity && existsSync(folder);
    });
  } catch {
    return false;
  }
}

async function install() {
  console.error("Installing the dependencies with `npm ci`. This takes about a minute.");
  rmSync(INSTALLED, { force: true }); // outdated if npm is killed while it removes packages
  // Otherwise, `npm ci` would inherit the options of an outer command such as `npm pack --dry-run --json`.
  const options = ["--include=dev", "--no-dry-run", "--no-json", "--no-global", "--loglevel=error"];
  const advice = "Fix the error above, or check the network and the registry, and run the command again.";
  await run("npm", ["ci", ...options], `Cannot install the dependencies: \`npm ci\` failed. ${advice}`);
}

function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === hashSources();
}

/** Builds next to bin/, so that a failed build changes nothing in bin/ and the output of deleted sources disappears. */
async function build() {
  console.error("Building bin/ from the sources.");
  const hash = hashSources(); // before the build, so that the next command builds again if a file changes now
  rmSync("bin.next", { recursive: true, force: true });
  const advice = "Fix the errors above, and run the command again.";
  await run("tsc", ["--outDir", "bin.next/bin"], `Cannot build: the sources do not compile. ${advice}`);
  writeFileSync(`bin.next/${STAMP}`, hash);
  mkdirSync("bin", { recursive: true });
  renameSync("bin", "bin.next/old");
  renameSync("bin.next/bin", "bin");
  rmSync("bin.next", { recursive: true });
}

function hashSources() {
  const [, folders] = /"include": (\[.*?\])/s.exec(readFileSync("tsconfig.json", "utf8"));
  const sources = JSON.parse(folders)
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => /(?<!\.d)\.ts$/.test(file) && !file.includes("/node_modules/"));
  const hash = createHash("sha256");
  for (const file of ["tsconfig.json", "package-lock.json", ...sources.sort()]) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/**
 * Runs a command and waits for its end even after a signal, so that it can clean up. Returns its exit code. A command with
 * advice is a step of the preparation: it prints to stderr, and if it fails, nothing else is run.
 */
function run(name, options, advice) {
  const shell = process.platform === "win32"; // npm and the commands in node_modules/.bin are .cmd files there
  const quoted = shell ? options.map((option) => `"${option}"`) : options;
  child = spawn(name, quoted, { stdio: advice ? ["ignore", 2, 2] : "inherit", shell });
  if (advice && child.pid) {
    shareLock(LOCK, child);
  }
  return new Promise((resolve) => {
    child.on("error", ({ code }) =>
      stop(`Cannot run ${name}: ${code}. Is it in node_modules/.bin or on PATH?`, 127),
    );
    child.on("close", (code, signal) => {
      const exitCode = signal ? exitCodeOf(signal) : code;
      if (advice && interruption) {
        process.exit(exitCodeOf(interruption)); // npm exits with 1
      }
      if (advice && exitCode !== 0) {
        stop(advice, exitCode);
      }
      resolve(exitCode);
    });
  });
}

function stop(message, exitCode = 1) {
  console.error(message);
  process.exit(exitCode);
}
