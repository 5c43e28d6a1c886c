import {
  createApi,
  type EmulatorApi,
  type EmulatorOptions,
  type RecordedExchange,
} from "../../provider/emulator";
import { Adoptions } from "../../provider/lifecycle/adoptions";
import type { Context } from "../../provider/lifecycle/context";
import { ConnectionError } from "../../provider/rest/apiError";
import type { Answer, Request, Transport } from "../../provider/rest/exchange";
import { GroupMappings } from "../../provider/rest/groupMappings";
import { DEFAULT_LIMITS, type Limits } from "../../provider/rest/limits";
import { RateGate } from "../../provider/rest/rateGate";
import { Sender } from "../../provider/rest/sender";
import type { Settings } from "../../provider/rest/settings";
import { checkExchange } from "../contract/contract";
import { SETTINGS } from "./scriptedApi";
import { VirtualClock } from "./virtualClock";

/** Midnight of some day: what time it is for the server when the clock begins. */
const BEGINNING = Date.UTC(2024, 0, 1);

export interface FlakyApi extends Context {
  readonly clock: VirtualClock;
  readonly emulator: EmulatorApi;
  readonly warnings: string[];
  /** What a user was told while something waited. */
  readonly told: string[];
  /** `POST`, `GET group-mappings`, …: the requests that reached the API. */
  sent(): string[];
}

/** The emulator's core behind gate and retries, in virtual time and without a socket; every exchange keeps the contract. */
export function flakyApi(
  options: EmulatorOptions = {},
  limits: Partial<Limits> = {},
  { duplicates = SETTINGS.duplicates }: Partial<Pick<Settings, "duplicates">> = {},
): FlakyApi {
  const clock = new VirtualClock();
  const serverClock = () => new Date(BEGINNING + clock.now());
  const emulator = createApi(() => SETTINGS.endpoint, {
    clock: serverClock,
    sleep: (milliseconds) => clock.sleep(milliseconds),
    ...options,
  });
  const settings = { ...SETTINGS, duplicates, limits: { ...DEFAULT_LIMITS, ...limits } };
  const told: string[] = [];
  const gate = new RateGate({
    clock,
    ...settings.limits,
    onWait: (wait) => told.push(`gate ${Math.ceil(wait / 1_000)}`),
  });
  const transport = emulatorTransport(emulator, serverClock, clock, settings.limits.requestTimeout);
  const onWait = (wait: number) => told.push(`retry ${Math.ceil(wait / 1_000)}`);
  const sender = new Sender({ transport, gate, clock, limits: settings.limits, onWait });
  const warnings: string[] = [];
  return {
    clock,
    emulator,
    warnings,
    told,
    mappings: new GroupMappings(sender, settings, clock),
    adoptions: new Adoptions(),
    warn: (text) => Promise.resolve(void warnings.push(text)),
    status: (text) => {
      told.push(text);
    },
    sent: () => {
      const exchanges = emulator.requests();
      expect(exchanges.flatMap((exchange: RecordedExchange) => checkExchange(exchange))).toEqual([]);
      return exchanges.map(({ method, path }) =>
        method === "POST" ? method : `${method} ${path.split("/").pop() ?? ""}`,
      );
    },
  };
}

function emulatorTransport(
  emulator: EmulatorApi,
  now: () => Date,
  clock: VirtualClock,
  timeout: number,
): Transport {
  const [credentials] = emulator.credentials;
  if (credentials === undefined || !("apiKey" in credentials)) {
    throw new Error("The emulator has no API key");
  }
  const basic = Buffer.from(`${credentials.apiKey}:${credentials.apiSecret}`).toString("base64");
  const sendOnce = async ({ method, path, query, body, action }: Request): Promise<Answer> => {
    const response = await emulator.handle({
      method,
      url: `${path}${query === undefined ? "" : `?${new URLSearchParams(query).toString()}`}`,
      headers: {
        authorization: `Basic ${basic}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.kind !== "answer") {
      throw new ConnectionError(action, method, SETTINGS.endpoint, "ECONNRESET", "socket hang up");
    }
    const headers: Record<string, string | undefined> = { date: now().toUTCString(), ...response.headers };
    return {
      status: response.status,
      statusText: "",
      body: response.body,
      header: (name) => headers[name.toLowerCase()],
    };
  };
  return {
    send: (request) => {
      const timedOut = clock.sleep(timeout).then(() => {
        throw new ConnectionError(
          request.action,
          request.method,
          SETTINGS.endpoint,
          "ETIMEDOUT",
          "no whole answer",
        );
      });
      return Promise.race([sendOnce(request), timedOut]);
    },
  };
}
