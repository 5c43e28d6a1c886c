import type { Context } from "../../provider/lifecycle";

/** No directory is configured: nobody is told who gains and who loses. */
export const NO_DIRECTORY: Context["impact"] = {
  problem: () => Promise.resolve(undefined),
  tell: () => Promise.resolve(),
};
