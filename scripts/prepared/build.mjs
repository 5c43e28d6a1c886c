import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuietly } from "./run.mjs";
import { PlainError, say } from "./say.mjs";

/** In bin/: the hash of the sources that it was built from. */
const STAMP = ".stamp";

const FOLDERS = ["sdk", "provider", "emulator", "cli", "scripts", "tests", "examples"];

/** Why bin/ is not what the sources say; undefined when it is. */
export function buildProblem(root) {
  const sources = sourcesOf(root);
  if (readStamp(root) !== hash(root, sources)) {
    return "sources have changed";
  }
  const missing = sources
    .map(outputOf)
    .find((output) => output !== undefined && !existsSync(path.join(root, output)));
  return missing === undefined ? undefined : `${missing} is missing`;
}

export async function build(root) {
  say("Building bin/ from the sources …");
  // Taken before the build: a file saved meanwhile makes the next run build again.
  const stamp = hash(root, sourcesOf(root));
  // Beside bin/, which a command may be running from; a build that fails leaves the old one as it is.
  const next = path.join(root, "bin.next");
  rmSync(next, { recursive: true, force: true });
  const tsc = path.join(root, "node_modules", ".bin", "tsc");
  const code = await runQuietly(root, tsc, ["--outDir", "bin.next"], process.env);
  if (code !== 0) {
    rmSync(next, { recursive: true, force: true });
    throw new PlainError("The sources do not compile: correct the errors above and run the command again.");
  }
  mkdirSync(next, { recursive: true });
  writeFileSync(path.join(next, STAMP), stamp);
  const old = path.join(root, "bin.old");
  rmSync(old, { recursive: true, force: true });
  if (existsSync(path.join(root, "bin"))) {
    renameSync(path.join(root, "bin"), old);
  }
  renameSync(next, path.join(root, "bin"));
  rmSync(old, { recursive: true, force: true });
}

function readStamp(root) {
  try {
    return readFileSync(path.join(root, "bin", STAMP), "utf8");
  } catch {
    return undefined;
  }
}

function hash(root, sources) {
  const sum = createHash("sha256");
  for (const file of ["tsconfig.json", "package-lock.json", ...sources]) {
    const content = readFileSync(path.join(root, file));
    sum.update(`${file}\0${content.length}\0`).update(content);
  }
  return sum.digest("hex");
}

/** What tsc reads: TypeScript everywhere, and in the two published folders also JSON, which it may import. */
function sourcesOf(root) {
  return FOLDERS.flatMap((folder) => {
    const wanted = folder === "sdk" || folder === "provider" ? /\.(ts|json)$/ : /\.ts$/;
    return [...filesBelow(root, folder)].filter((file) => wanted.test(file));
  }).sort();
}

function* filesBelow(root, folder) {
  if (!existsSync(path.join(root, folder))) {
    return;
  }
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") {
      yield* filesBelow(root, file);
    } else if (entry.isFile()) {
      yield file;
    }
  }
}

function outputOf(source) {
  if (!source.endsWith(".ts") || source.endsWith(".d.ts")) {
    return undefined;
  }
  return path.posix.join("bin", source.replace(/\.ts$/, ".js"));
}
