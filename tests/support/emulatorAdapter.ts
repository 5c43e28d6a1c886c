import axios, { type AxiosAdapter, AxiosHeaders, type InternalAxiosRequestConfig } from "axios";
import type { EmulatorRequest, EmulatorResponse } from "../../emulator/index";
import type { TestClock } from "./testClock";

/** Handles requests: the core of an emulator, or a network in front of it. `unreachable` is an error code of Node.js. */
export type Handle = (
  request: EmulatorRequest,
  config: InternalAxiosRequestConfig,
) => Promise<EmulatorResponse | { readonly kind: "unreachable"; readonly code: string }>;

export interface EmulatorAdapterOptions {
  readonly handle: Handle;
  readonly clock: TestClock;
  /** The time by the server's clock, for the Date header. */
  readonly serverClock: () => Date;
  /** The request timeout of the client in milliseconds. The server continues to execute the request. */
  readonly timeout: number;
}

/** Connects an emulator's core to the client: an axios adapter without a socket, in virtual time. */
export function emulatorAdapter({
  handle,
  clock,
  serverClock,
  timeout,
}: EmulatorAdapterOptions): AxiosAdapter {
  return (config) =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(timeout, () => {
        reject(new axios.AxiosError("no complete response", "ETIMEDOUT"));
      });
      handle(requestOf(config), config).then(
        (response) => {
          cancel();
          if (response.kind === "response") {
            const { status, headers, body } = response;
            const all = new AxiosHeaders({ date: serverClock().toUTCString(), ...headers });
            resolve({ status, statusText: "", headers: all, data: Buffer.from(body), config });
          } else {
            reject(
              response.kind === "unreachable"
                ? new axios.AxiosError(`connect ${response.code}`, response.code)
                : new axios.AxiosError("socket hang up", "ECONNRESET"),
            );
          }
        },
        (error: unknown) => {
          cancel();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
}

/** Returns the request as it would be sent. With a real request, axios itself adds the credentials. */
function requestOf(config: InternalAxiosRequestConfig): EmulatorRequest {
  const { method = "get", auth, headers } = config;
  const data: unknown = config.data;
  const given = Object.entries(headers.toJSON()).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const basic = Buffer.from(`${auth?.username ?? ""}:${auth?.password ?? ""}`).toString("base64");
  return {
    method,
    url: axios.getUri(config),
    headers: {
      ...(Object.fromEntries(given) as Record<string, string>),
      ...(auth !== undefined && { authorization: `Basic ${basic}` }),
    },
    ...(typeof data === "string" && { body: data }),
  };
}
