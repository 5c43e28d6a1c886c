import axios, { type AxiosAdapter, AxiosHeaders, type InternalAxiosRequestConfig } from "axios";
import { Client } from "../../provider/rest/http";
import { GroupMappings } from "../../provider/rest/mappings";
import type { Settings } from "../../provider/config";
import { checkExchange } from "../contract/contract";
import { SETTINGS } from "./settings";

export { SETTINGS };

/** What the API answers to one request. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string travels as it is, anything else as JSON. Default: no body. */
  readonly body?: unknown;
}

/** An answer, or the error by which the connection ends. */
export type Step = ScriptedAnswer | Error;

/** A request as a server would have seen it. */
export interface SentRequest {
  readonly method: string;
  /** As on the wire: encoded, dot segments resolved. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed. */
  readonly body: unknown;
}

export interface ScriptedApi {
  readonly client: Client;
  readonly mappings: GroupMappings;
  readonly requests: readonly SentRequest[];
  /** `POST group-mappings`, `GET group-mappings/group-a`: the requests in short. */
  readonly sent: () => string[];
}

const problems: string[] = [];
const unused: (() => string[])[] = [];

/** After each test: every request kept the contract, and all that was scripted was asked for. */
afterEach(() => {
  const left = unused.splice(0).flatMap((look) => look());
  expect([...problems.splice(0), ...left]).toEqual([]);
});

/** An API without a socket: the steps are the answers to the requests in their order. */
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
      ? Promise.reject(step ?? new Error("The script has no more answers"))
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

/** What axios throws where there is no answer. */
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
