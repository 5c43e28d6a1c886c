import type { RecordedExchange } from "../../../emulator/index";
import { countExchanges, totalOf } from "./measurement";

function exchange(method: string, status?: number): RecordedExchange {
  return {
    method,
    path: "/",
    query: {},
    headers: {},
    body: undefined,
    faulted: false,
    ...(status !== undefined && { response: { status, headers: {}, body: undefined } }),
  };
}

test("throttled requests are counted separately; requests that failed or got no response may have been carried out", () => {
  const counted = countExchanges([
    exchange("POST", 201),
    exchange("POST", 429),
    exchange("POST", 201),
    exchange("GET", 429),
    exchange("DELETE"),
    exchange("PATCH", 500),
  ]);
  expect(counted).toEqual({ carriedOut: { POST: 2, GET: 0, PATCH: 1, DELETE: 1 }, throttled: 2 });
  expect(totalOf(counted)).toBe(4);
});
