import { createRequire } from "node:module";

/** Loads a dependency of @pulumi/pulumi, not of ours, from its folder: it is found under pnpm too, and there is one copy. */
export function loadFromPulumi(name: string): unknown {
  return createRequire(require.resolve("@pulumi/pulumi"))(name);
}
