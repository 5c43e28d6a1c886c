import { createApi } from "../../emulator/index";
import { SETTINGS } from "../support/settings";
import { VirtualClock } from "../support/virtualClock";
import { BEGINNING, type Place } from "./place";
import type { WorldOptions } from "./world";

/**
 * Creates an environment with virtual time and without sockets.
 *
 * @param dataFile the data file of the API, or undefined to keep no data
 */
export function virtualPlace(options: WorldOptions, dataFile: string | undefined): Place {
  const { seed, deletionLag, missing, quota } = options;
  const { apiKey, apiSecret } = SETTINGS.credentials;
  const clock = new VirtualClock(seed);
  const serverClock = () => new Date(BEGINNING + clock.now());
  return {
    clock,
    serverClock,
    endpoint: SETTINGS.endpoint,
    keepsData: dataFile !== undefined,
    start: (sleep) =>
      createApi(() => SETTINGS.endpoint, {
        credentials: { apiKey, apiSecret },
        clock: serverClock,
        sleep,
        deletionLag,
        missing,
        ...(quota !== undefined && { quota }),
        ...(dataFile !== undefined && { dataFile }),
      }),
  };
}
