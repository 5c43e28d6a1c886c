/**
 * Makes this checkout ready, then runs a command in it: every script of package.json goes through here, so that
 * one command is enough after a clone, a pull or an edit.
 *
 *   node scripts/prepared.mjs                     make ready
 *   node scripts/prepared.mjs <command> [args…]   make ready, run the command, end with its exit code
 *   node scripts/prepared.mjs npm-run <script>…   make ready, run all these npm scripts, fail if any failed
 *
 * Uses nothing but Node's own modules: there may be no node_modules yet.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { prepare } from "./prepared/prepare.mjs";
import { PlainError, say } from "./prepared/say.mjs";
import { runCommand, runNpmScripts } from "./prepared/run.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);

try {
  await prepare(root);
  if (command === "npm-run") {
    process.exitCode = await runNpmScripts(root, args);
  } else if (command !== undefined) {
    process.exitCode = await runCommand(root, command, args);
  }
} catch (error) {
  if (!(error instanceof PlainError)) {
    throw error;
  }
  say(error.message);
  process.exitCode = error.exitCode;
}
