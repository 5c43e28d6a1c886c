import axios, { type AxiosAdapter, AxiosHeaders, type InternalAxiosRequestConfig } from "axios";
import { Client } from "../../provider/rest/http";
import { GroupMappings } from "../../provider/rest/mappings";
import type { Settings } from "../../provider/config";
import { checkExchange } from "../contract/contract";
import { SETTINGS } from "./settings";

export { SETTINGS };

/** The API's response to one request. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent unchanged, anything else as JSON. Default: no body. */
  readonly body?: unknown;
}

/** A response, or the error of the connection. */
export type Step = ScriptedAnswer | Error;

/** A request as a server would receive it. */
export interface SentRequest {
  readonly method: string;
  /** As it is sent: encoded, with resolved dot segments. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed. */
  readonly body: unknown;
}

export interface ScriptedApi {
  readonly client: Client;
  readonly mappings: GroupMappings;
  readonly requests: readonly SentRequest[];
  /** Returns the requests in short form: `POST group-mappings`, `GET group-mappings/group-a`. */
  readonly sent: () => string[];
}

const problems: string[] = [];
const unused: (() => string[])[] = [];

/** Checks after each test that all requests match the contract and that all scripted responses were used. */
afterEach(() => {
  const left = unused.splice(0).flatMap((look) => look());
  expect([...problems.splice(0), ...left]).toEqual([]);
});

/** Returns an API without a socket. The steps are the responses to the requests, in order. */
export function scriptedApi(steps: readonly Step[] = [], settings: Partial<Settings> = {}): ScriptedApi {
  const all = { ...SETTINGS, ...settings };
  const requests: SentRequest[] = [];
  const waiting = [...steps];
  const adapter: AxiosAdapter = async (config) => {
    const request = requestOf(config);
    requests.push(request);
    problems.push(...violationsOf(request));
    const step = waiting.shift();
    if (step === undefined) {
      problems.push(`unexpected request: ${request.method} ${request.path}`);
    }
    return step === undefined || step instanceof Error
      ? Promise.reject(step ?? new Error("The script has no more responses"))
      : Promise.resolve(responseTo(config, step));
  };
  unused.push(() => waiting.map((step) => `no request for ${JSON.stringify(step)}`));
  const client = new Client(all, adapter);
  return {
    client,
    mappings: new GroupMappings(client, all),
    requests,
    sent: () => requests.map(({ method, path }) => `${method} ${path.split("/").slice(4).join("/")}`),
  };
}

/** Returns the error that axios throws if there is no response. */
export function connectionError(code: string, message = ""): Error {
  return new axios.AxiosError(message, code);
}

function requestOf(config: InternalAxiosRequestConfig): SentRequest {
  const url = new URL(axios.getUri(config));
  const data: unknown = config.data;
  return {
    method: (config.method ?? "get").toUpperCase(),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: typeof data === "string" ? JSON.parse(data) : undefined,
  };
}

function violationsOf(request: SentRequest): string[] {
  const headers: Record<string, string> =
    request.body === undefined ? {} : { "content-type": "application/json" };
  return checkExchange({ ...request, headers, faulted: true });
}

function responseTo(config: InternalAxiosRequestConfig, step: ScriptedAnswer) {
  const { status, statusText = "", headers = {}, body } = step;
  const data = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const lowerCase = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  const answered = new AxiosHeaders(Object.fromEntries<string>(lowerCase));
  return { status, statusText, headers: answered, data, config };
}
