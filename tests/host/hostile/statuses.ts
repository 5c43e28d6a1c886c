import { response } from "../support/hostileServer";
import type { Ending, Operation, Row } from "./row";

/** From 100 to 599. */
export const STATUSES: readonly number[] = Array.from({ length: 500 }, (_, index) => 100 + index);

/** The statuses in `npm test`: those that a client could treat differently from their neighbors. */
export const SAMPLE_STATUSES: readonly number[] = [
  100, 101, 200, 204, 207, 301, 304, 400, 401, 402, 403, 404, 409, 429, 499, 500, 501, 503, 520, 599,
];

/** Returns whether it is unknown after this status if a POST was executed. A hostile server may or may not execute it. */
function isAmbiguous(status: number): boolean {
  return status < 200 || status === 408 || status === 499 || (status >= 500 && status !== 501);
}

/** Returns the row for a status. A success has the honest response, and a failure has a reason. */
export function statusRow(status: number): Row {
  const isSuccess = status >= 200 && status < 300;
  const name = `status ${status}`;
  return {
    name,
    executes: isSuccess,
    always: isSuccess ? endingsOfSuccess(status) : status < 200 ? "Cannot " : ` answered ${status}`,
    reply: ({ body }) => {
      if (status < 200) {
        // An informational status announces a response, which never comes.
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

/** Returns the row for a failed creation that the server executes. */
export function executedStatusRow(status: number): Row[] {
  const row = statusRow(status);
  return isAmbiguous(status)
    ? [{ ...row, name: `${row.name}, executed`, executes: true, operations: ["create"] }]
    : [];
}

/** Writes succeed with any 2xx status, and reads only with 200. */
function endingsOfSuccess(status: number): Partial<Record<Operation, Ending>> {
  return {
    create: status === 204 ? "204" : "success",
    read: status === 200 ? "success" : String(status),
    update: "success",
    delete: "success",
  };
}
