import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { isMocked } from "./mockedLookups";
import { runError } from "./runError";

const PACKAGE = "pulumi-confluent-sso";

/** The folder from which the engine loads the provider. A program may change its working directory later. */
const PROGRAM_FOLDER = process.cwd();

/** How each lock file's package manager adds a dependency. */
const COMMANDS: Readonly<Record<string, string>> = {
  "package-lock.json": "npm install",
  "pnpm-lock.yaml": "pnpm add",
  "yarn.lock": "yarn add",
  "bun.lock": "bun add",
};

let isFound = false;

/**
 * Checks, once per process and before anything is registered, that the engine can load the provider: it looks for the package
 * from the program's folder, while the program may have found the class in a library's node_modules.
 *
 * Only if Pulumi itself runs the program: a program of the Automation API may be anywhere, as may a unit test.
 *
 * @throws {pulumi.RunError} If the engine cannot load it.
 */
export function requireProvider(): void {
  const { PULUMI_NODEJS_MONITOR: monitor, PULUMI_NODEJS_ROOT_DIRECTORY: root = PROGRAM_FOLDER } = process.env;
  // From the project's folder too, because a program may have changed the working directory before it loaded this file.
  isFound ||= monitor === undefined || isMocked() || [PROGRAM_FOLDER, root].some(isFoundFrom);
  if (!isFound) {
    throw runError(notFoundFrom(PROGRAM_FOLDER), "packageNotFound");
  }
}

function isFoundFrom(folder: string): boolean {
  try {
    createRequire(path.join(folder, "index.js")).resolve(`${PACKAGE}/provider`);
    return true;
  } catch {
    return false;
  }
}

function notFoundFrom(folder: string): string {
  const project = path.dirname(nearest(folder, ["package.json"]) ?? path.join(folder, "package.json"));
  const lock = path.basename(nearest(folder, Object.keys(COMMANDS)) ?? "");
  // pnpm requires this flag in the root of a workspace.
  const flag = existsSync(path.join(project, "pnpm-workspace.yaml")) ? " -w" : "";
  return (
    `Cannot declare group mappings: Pulumi loads ${PACKAGE} from the program's folder, ${folder}, and does not find it ` +
    "there. A library that the program uses has the package, but the program needs it as its own dependency.\n" +
    `Run this command in ${project}:\n  ${COMMANDS[lock] ?? "npm install"}${flag} ${PACKAGE}`
  );
}

/** Returns the path of the nearest of these files, in the folder or a folder above it. */
function nearest(folder: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
  const parent = path.dirname(folder);
  return found ?? (parent === folder ? undefined : nearest(parent, names));
}
