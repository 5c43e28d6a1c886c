import type { Answer } from "../../../emulator/index";
import type { Received, Reply } from "../support/hostileServer";

export const OPERATIONS = ["create", "read", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** `once`: the first request is attacked. `always`: every request is, until the operation has ended. */
export const MODES = ["once", "always"] as const;
export type Mode = (typeof MODES)[number];

/** How an operation ends: "success", or an error that contains this. */
export type Ending = string | RegExp;

/**
 * One thing that a hostile server does. A row runs with every operation, once and always. What each run must keep is in
 * invariants.ts; `always` says what else is expected if the server does it always.
 */
export interface Row {
  /** What the server does: `closes the connection`. */
  readonly name: string;
  /**
   * @param own the response of an honest server. Without a body it is one about the mapping: a hostile server may add a body.
   *   undefined if the row does not execute requests
   */
  readonly reply: (own: Answer, request: Received) => Reply;
  /**
   * The requests that are attacked: those of the operation and, if it is always, all others; or lists alone. Then a POST is
   * executed and gets no response, and any other request of the operation gets a 404 without being executed.
   *
   * @default "operation"
   */
  readonly requests?: "operation" | "list";
  /** Whether the server executes the requests that it attacks. @default true */
  readonly executes?: boolean;
  readonly operations?: readonly Operation[];
  readonly always?: Ending | Partial<Record<Operation, Ending>>;
  /** How often the operation sends its own request if the server does it always. */
  readonly attempts?: number;
  /** Whether the process keeps waiting for the server as it was asked to, so that its next operation cannot work. */
  readonly asksToWait?: true;
}

export interface Run {
  readonly row: Row;
  readonly operation: Operation;
  readonly mode: Mode;
}

export function runsOf(rows: readonly Row[]): Run[] {
  return rows.flatMap((row) =>
    (row.operations ?? OPERATIONS).flatMap((operation) => MODES.map((mode) => ({ row, operation, mode }))),
  );
}

export function describeRun({ row, operation, mode }: Run): string {
  return `${operation}, ${row.name}, ${mode}`;
}
