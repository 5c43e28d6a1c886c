import type { InternalAxiosRequestConfig } from "axios";
import type { EmulatorApi, EmulatorRequest } from "../../emulator/index";
import type { TestClock } from "../support/testClock";

/** The environment of a world: its clock, and the way from the client to the API. */
export interface Place {
  readonly clock: TestClock;
  /** The time by the server's clock. */
  readonly serverClock: () => Date;
  readonly endpoint: string;
  /** Whether the API keeps its data, so that it can be restarted. */
  readonly keepsData: boolean;
  /** Starts or restarts the API, which calls `sleep` to delay a response. */
  readonly start: (sleep: (milliseconds: number) => Promise<void>) => EmulatorApi;
  /** Called with each request before the API receives it, and with its axios configuration. */
  readonly sending?: (request: EmulatorRequest, config: InternalAxiosRequestConfig) => void;
}

/** The server's time when a clock starts. */
export const BEGINNING = Date.UTC(2024, 0, 1);
