import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { OAUTH_FIELDS, type OAuthFieldRow } from "../provider/config/settingsTable";
import { findUnknownKeys } from "../provider/config/unknownSettings";
import { runError } from "./runError";

/** Checks the program before it registers a group mapping. @throws {pulumi.RunError} */
export function checkProgram(): void {
  requireProvider();
  requireKnownSettings();
  warnOfPlainTextCredentials();
}

/** Whether this is a unit test with `pulumi.runtime.setMocks`, which must not use the network. */
export function isMocked(): boolean {
  return pulumi.runtime.getMonitor() instanceof MockMonitor;
}

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
 * Checks, once per process, that the engine can load the provider: it looks for the package from the program's folder, while
 * the program may have found the class in a library's node_modules. Only if Pulumi itself runs the program: a program of the
 * Automation API may be anywhere, as may a unit test.
 */
function requireProvider(): void {
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

const reported = new Set<string>();

/** Warns about unknown names in the stack configuration. Throws if one is a misspelled setting: a safety check could be off. */
function requireKnownSettings(): void {
  if (isMocked()) {
    return;
  }
  const { errors, warnings } = findUnknownKeys(Object.keys(pulumi.runtime.allConfig()), pulumi.getProject());
  for (const warning of warnings.filter((text) => !reported.has(text))) {
    reported.add(warning);
    void pulumi.log.warn(warning);
  }
  if (errors.length > 0) {
    throw runError(errors.join("\n"), "configuration");
  }
}

/** The fields of the setting `oauth` that are secrets. */
const OAUTH_SECRETS = Object.entries<OAuthFieldRow>(OAUTH_FIELDS)
  .filter(([, { isSecret }]) => isSecret === true)
  .map(([field]) => field);

let warned = false;

/** Warns about each credential in plain text in the stack configuration, once per program. */
export function warnOfPlainTextCredentials(): void {
  if (warned) {
    return;
  }
  warned = true;
  for (const namespace of ["confluentcloud", "pulumi-nodejs"]) {
    const [key, oauth] = [`${namespace}:cloudApiSecret`, `${namespace}:oauth`];
    if (plainTextAt(key) !== undefined) {
      warn(key, `pulumi config set --secret ${key}`, "change the key");
    }
    const fields = fieldsIn(plainTextAt(oauth));
    for (const field of OAUTH_SECRETS.filter((name) => (fields[name] ?? "") !== "")) {
      warn(`${oauth}.${field}`, `pulumi config set --secret --path ${oauth}.${field}`, "replace it");
    }
  }
}

function warn(name: string, command: string, remedy: string): void {
  void pulumi.log.warn(
    `${name} is in the stack configuration in plain text. Store it encrypted with this command, which asks ` +
      `for the value, and ${remedy} if the file was ever shared:\n  ${command}`,
  );
}

/**
 * Returns a value of the stack configuration if it is not encrypted, as far as the SDK knows: it does not declare the function.
 * One encrypted field of `oauth` makes the whole setting secret.
 */
function plainTextAt(key: string): string | undefined {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(key) === false ? pulumi.runtime.getConfig(key) : undefined;
}

/** Returns the fields of a setting in JSON. The provider reports invalid JSON. */
function fieldsIn(json = "{}"): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(json) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
