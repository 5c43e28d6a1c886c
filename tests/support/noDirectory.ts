import type { Context } from "../../provider/lifecycle";

/** A context without a directory file, so that no impact is reported. */
export const NO_DIRECTORY: Context["impact"] = {
  problem: () => Promise.resolve(undefined),
  report: () => Promise.resolve(),
};
