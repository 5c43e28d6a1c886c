import { response } from "../support/hostileServer";
import type { Ending, Operation, Row } from "./row";

/** From 100 to 599. */
export const STATUSES: readonly number[] = Array.from({ length: 500 }, (_, index) => 100 + index);

/** Those of `npm test`: what a client could treat differently from its neighbors. */
export const SAMPLE_STATUSES: readonly number[] = [
  100, 101, 200, 204, 207, 301, 304, 400, 401, 402, 403, 404, 409, 429, 499, 500, 501, 503, 520, 599,
];

/** Statuses after which it is unknown whether a POST was carried out: a hostile server does it, or does not. */
function isAmbiguous(status: number): boolean {
  return status < 200 || status === 408 || status === 499 || (status >= 500 && status !== 501);
}

/** A status for every operation. A success comes with the response of an honest server, a failure with a reason. */
export function statusRow(status: number): Row {
  const isSuccess = status >= 200 && status < 300;
  const name = `status ${status}`;
  return {
    name,
    executes: isSuccess,
    always: isSuccess ? endingsOfSuccess(status) : status < 200 ? "Cannot " : ` answered ${status}`,
    reply: ({ body }) => {
      if (status < 200) {
        // It only announces a response, which never comes.
        return (socket) => socket.end(`HTTP/1.1 ${status} Announced\r\n\r\n`);
      }
      const hasNoBody = status === 204 || status === 304;
      const reason = JSON.stringify({ errors: [{ detail: "It is hostile" }] });
      return hasNoBody
        ? `HTTP/1.1 ${status} Hostile\r\n\r\n`
        : response(`${status} Hostile`, isSuccess ? body : reason);
    },
  };
}

/** The same for a creation that the server executes nevertheless. */
export function executedStatusRow(status: number): Row[] {
  const row = statusRow(status);
  return isAmbiguous(status)
    ? [{ ...row, name: `${row.name}, executed`, executes: true, operations: ["create"] }]
    : [];
}

/** A write succeeds with any success, a read with 200 alone. */
function endingsOfSuccess(status: number): Partial<Record<Operation, Ending>> {
  return {
    create: status === 204 ? "204" : "success",
    read: status === 200 ? "success" : String(status),
    update: "success",
    delete: "success",
  };
}
