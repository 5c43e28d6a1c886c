import { buildProblem, build } from "./build.mjs";
import { dependencyProblem, installDependencies } from "./dependencies.mjs";
import { withLock } from "./lock.mjs";
import { checkNodeVersion } from "./nodeVersion.mjs";

/** Installs and builds what is missing or out of date; silent when nothing is. */
export async function prepare(root) {
  checkNodeVersion(root);
  if (isReady(root)) {
    return;
  }
  await withLock(root, async () => {
    // Looked at again: whoever held the lock before may have done the work.
    if (dependencyProblem(root) !== undefined) {
      await installDependencies(root);
    }
    if (buildProblem(root) !== undefined) {
      await build(root);
    }
  });
}

function isReady(root) {
  return dependencyProblem(root) === undefined && buildProblem(root) === undefined;
}
