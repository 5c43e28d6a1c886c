import type { Answer } from "../../../emulator/index";
import type { Received, Reply } from "../support/hostileServer";

export const OPERATIONS = ["create", "read", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** `once` attacks the first request, and `always` attacks every request until the operation has ended. */
export const MODES = ["once", "always"] as const;
export type Mode = (typeof MODES)[number];

/** The result of an operation: "success", or an error that contains this string. */
export type Ending = string | RegExp;

/**
 * One behavior of a hostile server. A row runs with every operation, once and always. The invariants of all runs are in
 * invariants.ts, and `always` contains additional expectations for the mode `always`.
 */
export interface Row {
  /** The behavior of the server: `closes the connection`. */
  readonly name: string;
  /**
   * @param own the response of an honest server, or undefined if the row does not execute requests. A response without a
   *   body gets the body of the mapping, because a hostile server could add one
   */
  readonly reply: (own: Answer, request: Received) => Reply;
  /**
   * The requests to attack. `operation`: the operation's own request and, in the mode `always`, all others. `list`: only
   * lists. A POST is then executed without a response, and other requests of the operation get a 404 and are not executed.
   *
   * @default "operation"
   */
  readonly requests?: "operation" | "list";
  /** Whether the server executes the attacked requests. @default true */
  readonly executes?: boolean;
  readonly operations?: readonly Operation[];
  readonly always?: Ending | Partial<Record<Operation, Ending>>;
  /** The number of times that the operation sends its own request in the mode `always`. */
  readonly attempts?: number;
  /** Whether the process keeps waiting as the server requested, so that its next operation fails. */
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
