import { join } from "node:path";

/** The file for `node --require`, in the sources: the build copies no .cjs files. */
export const PRELOAD = join(
  require.resolve("pulumi-confluent-sso/package.json"),
  "../tests/support/deferred/preload.cjs",
);
