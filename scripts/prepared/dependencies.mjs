import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { runQuietly } from "./run.mjs";
import { PlainError, say } from "./say.mjs";

const RANGES = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/** Why node_modules is not what package-lock.json says; undefined when it is. */
export function dependencyProblem(root) {
  const locked = readJson(path.join(root, "package-lock.json"));
  if (locked === undefined) {
    throw new PlainError("package-lock.json is missing or not JSON: restore it with git.");
  }
  checkLockIsOfThisPackage(root, locked);

  // npm's own record of what it put into node_modules.
  const installed = readJson(path.join(root, "node_modules", ".package-lock.json"));
  if (installed === undefined) {
    return "node_modules is not there";
  }
  for (const [location, wanted] of Object.entries(locked.packages)) {
    if (location === "") {
      continue;
    }
    const found = installed.packages?.[location];
    if (found === undefined) {
      // Made for another platform: npm leaves it out.
      if (wanted.optional || wanted.devOptional) {
        continue;
      }
      return `${location} is not installed`;
    }
    const same = ["version", "link", "integrity"].every((field) => found[field] === wanted[field]);
    if (!same) {
      return `${location} is another version`;
    }
    if (!existsSync(path.join(root, location))) {
      return `${location} has been removed`;
    }
  }
  return undefined;
}

export async function installDependencies(root) {
  say("Installing the dependencies with `npm ci`: about a minute, only the first time and when they change.");
  const args = ["ci", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"];
  const code = await runQuietly(root, "npm", args, withoutOuterNpmOptions(process.env));
  if (code !== 0) {
    throw new PlainError(
      `\`npm ci\` failed with exit code ${code}; its message is above. If it could not reach the registry, check the network and \`npm config get registry\`; then run the command again.`,
    );
  }
  const problem = dependencyProblem(root);
  if (problem !== undefined) {
    throw new PlainError(
      `\`npm ci\` ended well, but ${problem}. Remove the folder node_modules and run the command again.`,
    );
  }
}

/** `npm ci` never rewrites package-lock.json, so it could not mend this and would be run every time. */
function checkLockIsOfThisPackage(root, locked) {
  const manifest = readJson(path.join(root, "package.json"));
  for (const field of RANGES) {
    const [wanted, recorded] = [manifest[field] ?? {}, locked.packages?.[""]?.[field] ?? {}];
    if (isDeepStrictEqual(wanted, recorded)) {
      continue;
    }
    const names = [...new Set([...Object.keys(wanted), ...Object.keys(recorded)])];
    const different = names.filter((name) => wanted[name] !== recorded[name]);
    throw new PlainError(
      `package.json and package-lock.json disagree about ${different.join(", ")} (${field}). Run \`npm install\`, which updates package-lock.json, and run the command again.`,
    );
  }
}

/**
 * An outer npm hands its own command line down as npm_config_*: of `npm pack --dry-run --json` the `npm ci` here
 * would install nothing and print JSON. Options that say where packages come from (registry, proxy, cache, …) stay.
 */
function withoutOuterNpmOptions(env) {
  const ofTheOuterCommand =
    /^npm_config_(dry_run|json|parseable|long|global|location|omit|include|only|production|dev|also|package_lock(_only)?|workspaces?|include_workspace_root|ignore_scripts|install_links|install_strategy|force|loglevel|silent|quiet|if_present|pack_destination|tag|save.*)$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ofTheOuterCommand.test(name)));
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
