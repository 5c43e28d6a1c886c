import {
  createApi,
  type EmulatorApi,
  type EmulatorOptions,
  type RecordedExchange,
} from "../../emulator/index";
import type { Limits, Settings } from "../../provider/config";
import { checkExchange } from "../contract/contract";
import { emulatorAdapter } from "./emulatorAdapter";
import { limitsWith, SETTINGS } from "./settings";
import { VirtualClock } from "./virtualClock";
import { type VirtualProcess, virtualProcess, withListRead } from "./virtualProcess";

/** The server's time when the clock starts. */
const BEGINNING = Date.UTC(2024, 0, 1);

export interface FlakyApi extends VirtualProcess {
  readonly clock: VirtualClock;
  readonly emulator: EmulatorApi;
  /** Returns the requests that reached the API: `POST`, `GET group-mappings`, … */
  sent(): string[];
}

interface FlakyApiOptions extends Partial<Pick<Settings, "duplicates">> {
  /** A gateway in front of the API. Returns its status at a time in milliseconds, or undefined to pass the request on. */
  readonly gateway?: (now: number, method: string) => number | undefined;
}

/** Connects the emulator's core to one client, in virtual time without a socket. Every exchange must match the contract. */
export function flakyApi(
  options: EmulatorOptions = {},
  limits: Partial<Limits> = {},
  { duplicates = SETTINGS.duplicates, gateway = () => undefined }: FlakyApiOptions = {},
): FlakyApi {
  const clock = new VirtualClock();
  const serverClock = () => new Date(BEGINNING + clock.now());
  const { apiKey, apiSecret } = SETTINGS.credentials;
  const emulator = createApi(() => SETTINGS.endpoint, {
    clock: serverClock,
    sleep: (milliseconds) => clock.sleep(milliseconds),
    credentials: { apiKey, apiSecret },
    ...options,
  });
  const settings = { ...SETTINGS, duplicates, limits: limitsWith(limits) };
  const adapter = emulatorAdapter({
    handle: (request) => {
      const status = gateway(clock.now(), request.method);
      return status === undefined
        ? emulator.handle(request)
        : Promise.resolve({ kind: "response", status, headers: {}, body: "" });
    },
    clock,
    serverClock,
    timeout: settings.limits.requestTimeout,
  });
  const process = virtualProcess(settings, clock, adapter);
  return {
    ...process,
    creator: duplicates === SETTINGS.duplicates ? withListRead(process.creator, settings) : process.creator,
    clock,
    emulator,
    sent: () => {
      const exchanges = emulator.requests();
      expect(exchanges.flatMap((exchange: RecordedExchange) => checkExchange(exchange))).toEqual([]);
      return exchanges.map(({ method, path }) =>
        method === "POST" ? method : `${method} ${path.split("/").pop() ?? ""}`,
      );
    },
  };
}
