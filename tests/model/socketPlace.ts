import axios, { type InternalAxiosRequestConfig } from "axios";
import { type EmulatorRequest, type EmulatorResponse, startEmulator } from "../../emulator/index";
import { QuickClock } from "../support/quickClock";
import { SETTINGS } from "../support/settings";
import { BEGINNING, type Place } from "./place";
import type { WorldOptions } from "./world";

/** The number of seconds of the model in one real second. */
const SPEED = 60;

/** Creates an environment with real sockets and accelerated real time. */
export async function socketPlace(
  options: WorldOptions,
): Promise<Place & { readonly close: () => Promise<void> }> {
  const { deletionLag, missing, quota } = options;
  const { apiKey, apiSecret } = SETTINGS.credentials;
  const clock = new QuickClock(SPEED);
  const serverClock = () => new Date(BEGINNING + clock.now());
  const emulator = await startEmulator({
    credentials: { apiKey, apiSecret },
    clock: serverClock,
    deletionLag,
    missing,
    ...(quota !== undefined && { quota }),
  });
  const configs = new WeakMap<EmulatorRequest, InternalAxiosRequestConfig>();
  return {
    clock,
    serverClock,
    endpoint: emulator.url,
    keepsData: false,
    start: () => ({
      ...emulator,
      handle: (request) => overSocket(emulator.url, request, configs.get(request)),
    }),
    sending: (request, config) => {
      configs.set(request, config);
    },
    close: emulator.close,
  };
}

/** Sends the requests of the other writer. */
const RAW = axios.create({ validateStatus: () => true, responseType: "arraybuffer" });

/** Sends a request as the client would. Requests of the other writer are sent directly. */
async function overSocket(
  url: string,
  request: EmulatorRequest,
  config: InternalAxiosRequestConfig | undefined,
): Promise<EmulatorResponse> {
  const { method, headers, body } = request;
  const plain = { method, url: url + request.url, headers, ...(body !== undefined && { data: body }) };
  try {
    const response = await (config === undefined
      ? RAW.request<unknown>(plain)
      : axios.getAdapter("http")(config));
    const answered = Object.entries(response.headers as Record<string, string>)
      // The server's Date contains the real time, not the time of the model.
      .filter(([name]) => name !== "date");
    const data: unknown = response.data;
    return {
      kind: "response",
      status: response.status,
      headers: Object.fromEntries(answered),
      body: Buffer.isBuffer(data) ? data.toString() : "",
    };
  } catch (error) {
    if (axios.isAxiosError(error) && error.code === "ECONNRESET") {
      return { kind: "lost answer" };
    }
    throw error;
  }
}
