import type { FaultAnswer } from "../../emulator/index";

/** A network fault: when the request is executed, and what its sender receives. */
export interface NetworkFault {
  /** The delay until the request is executed, in milliseconds. Default: never. */
  readonly executedAfter?: number;
  /** The API's response, a broken connection, no connection (an error code of Node.js), or another response. */
  readonly answer: "own" | "reset" | { readonly unreachable: string } | FaultAnswer;
  /** The minimum delay until the response is sent, in milliseconds. Default: 0. */
  readonly answeredAfter?: number;
}

/** The maximum delay of a request after a broken connection, in milliseconds. After a timeout, the delay can be longer. */
const SOON = 1_500;

const HTML: FaultAnswer = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<html><title>Sign in</title></html>",
};
const TEXT: FaultAnswer = { status: 200, body: "upstream connect error" };
const CUT: FaultAnswer = { status: 200, headers: { "content-type": "application/json" }, body: '{"id": "gr' };
const LIST: FaultAnswer = { status: 200, body: [] };

/** The faults, by their names in the statistics. */
export const FAULTS: Readonly<Record<string, NetworkFault>> = {
  ...each([400, 401, 402, 403, 404, 408, 425, 499, 500, 501, 502, 504], (status) => [
    `${status}`,
    { answer: { status, body: { errors: [{ detail: `refused with ${status}` }] } } },
  ]),
  "302": { answer: { status: 302, headers: { location: "https://elsewhere.example/" } } },
  "409": { answer: { status: 409, headers: { location: "/iam/v2/sso/group-mappings/group-other" } } },
  "429": { answer: { status: 429 } },
  "429 with Retry-After": { answer: { status: 429, headers: { "retry-after": "3" } } },
  "429 with a date to retry after": {
    answer: { status: 429, headers: { "retry-after": "Mon, 01 Jan 2024 00:10:00 GMT" } },
  },
  "429 with X-RateLimit-Reset": {
    answer: { status: 429, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "7" } },
  },
  "503": { answer: { status: 503 } },
  "503 with Retry-After": { answer: { status: 503, headers: { "retry-after": "2" } } },
  "html with 200": { answer: HTML },
  "text with 200": { answer: TEXT },
  "half of the JSON with 200": { answer: CUT },
  "other JSON with 200": { answer: LIST },
  ...each([408, 499, 500, 502, 503, 504], (status) => [
    `executed, then ${status}`,
    { executedAfter: 0, answer: { status } },
  ]),
  "executed, then html with 200": { executedAfter: 0, answer: HTML },
  "executed, then text with 200": { executedAfter: 0, answer: TEXT },
  "executed, then half of the JSON": { executedAfter: 0, answer: CUT },
  "executed, then other JSON": { executedAfter: 0, answer: LIST },
  "executed, then no body": { executedAfter: 0, answer: { status: 200 } },
  "executed, then an empty object": { executedAfter: 0, answer: { status: 200, body: {} } },
  "reset before": { answer: "reset" },
  "reset after": { executedAfter: 0, answer: "reset" },
  "reset, executed soon": { executedAfter: SOON, answer: "reset" },
  "500, executed soon": { executedAfter: SOON, answer: { status: 500 } },
  "502, executed soon": { executedAfter: SOON, answer: { status: 502 } },
  "504, executed later": { executedAfter: 8_000, answer: { status: 504 } },
  "408, executed much later": { executedAfter: 50_000, answer: { status: 408 } },
  "answered late": { executedAfter: 0, answer: "own", answeredAfter: 45_000 },
  "executed slowly": { executedAfter: 3_000, answer: "own" },
  "executed late": { executedAfter: 33_000, answer: "own" },
  "executed much later": { executedAfter: 70_000, answer: "own" },
  ...each(["ECONNREFUSED", "ENOTFOUND", "EPROTO"], (unreachable) => [
    unreachable,
    { answer: { unreachable } },
  ]),
};

export const FAULT_NAMES = Object.keys(FAULTS);

function each<Item>(
  items: readonly Item[],
  entry: (item: Item) => [string, NetworkFault],
): Record<string, NetworkFault> {
  return Object.fromEntries(items.map(entry));
}
