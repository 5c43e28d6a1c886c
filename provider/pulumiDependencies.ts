import { createRequire } from "node:module";

/** Loads a dependency of @pulumi/pulumi from the folder of that package, so that pnpm finds it and no second copy is loaded. */
export function loadFromPulumi(name: string): unknown {
  return createRequire(require.resolve("@pulumi/pulumi"))(name);
}
