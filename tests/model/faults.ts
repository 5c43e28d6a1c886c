import type { FaultAnswer } from "../../emulator/index";

/** What happens to a request on its way: when it is carried out, and what its sender gets to see. */
export interface NetworkFault {
  /** Milliseconds after which it is carried out. Default: never. */
  readonly executedAfter?: number;
  /** The API's own answer, a broken connection, no connection at all (Node's code), or an answer that is not the API's. */
  readonly answer: "own" | "reset" | { readonly unreachable: string } | FaultAnswer;
  /** Milliseconds until the answer is sent, where it can be sent before that. Default: at once. */
  readonly answeredAfter?: number;
}

/** A request that is broken off is over within this, in milliseconds; what only times out may be carried out much later. */
const SOON = 1_500;

const HTML: FaultAnswer = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<html><title>Sign in</title></html>",
};
const TEXT: FaultAnswer = { status: 200, body: "upstream connect error" };
const CUT: FaultAnswer = { status: 200, headers: { "content-type": "application/json" }, body: '{"id": "gr' };
const LIST: FaultAnswer = { status: 200, body: [] };

/** Every fault by its name in the statistics. */
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
    `carried out, then ${status}`,
    { executedAfter: 0, answer: { status } },
  ]),
  "carried out, then html with 200": { executedAfter: 0, answer: HTML },
  "carried out, then text with 200": { executedAfter: 0, answer: TEXT },
  "carried out, then half of the JSON": { executedAfter: 0, answer: CUT },
  "carried out, then other JSON": { executedAfter: 0, answer: LIST },
  "carried out, then no body": { executedAfter: 0, answer: { status: 200 } },
  "carried out, then an empty object": { executedAfter: 0, answer: { status: 200, body: {} } },
  "reset before": { answer: "reset" },
  "reset after": { executedAfter: 0, answer: "reset" },
  "reset, carried out soon": { executedAfter: SOON, answer: "reset" },
  "500, carried out soon": { executedAfter: SOON, answer: { status: 500 } },
  "502, carried out soon": { executedAfter: SOON, answer: { status: 502 } },
  "504, carried out later": { executedAfter: 8_000, answer: { status: 504 } },
  "408, carried out much later": { executedAfter: 50_000, answer: { status: 408 } },
  "answered late": { executedAfter: 0, answer: "own", answeredAfter: 45_000 },
  "carried out slowly": { executedAfter: 3_000, answer: "own" },
  "carried out late": { executedAfter: 33_000, answer: "own" },
  "carried out much later": { executedAfter: 70_000, answer: "own" },
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
