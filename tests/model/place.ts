import type { InternalAxiosRequestConfig } from "axios";
import type { EmulatorApi, EmulatorRequest } from "../../emulator/index";
import type { TestClock } from "../support/testClock";

/** Where a world is: by which clock, and how requests get to the API. */
export interface Place {
  readonly clock: TestClock;
  /** The time by the server's clock. */
  readonly serverClock: () => Date;
  readonly endpoint: string;
  /** Whether the API keeps its data, so that it can be started again. */
  readonly keepsData: boolean;
  /** Starts the API, or starts it again; `sleep` is how it waits where it holds an answer back. */
  readonly start: (sleep: (milliseconds: number) => Promise<void>) => EmulatorApi;
  /** Told of each request before the API gets it, and of what axios was asked for. */
  readonly sending?: (request: EmulatorRequest, config: InternalAxiosRequestConfig) => void;
}

/** Midnight of some day: what time it is for the server when a clock begins. */
export const BEGINNING = Date.UTC(2024, 0, 1);
