/** The conditions that must always be true. */
export const INVARIANTS = [
  "every mapping has an owner",
  "no mapping has two owners",
  "no mapping is lost",
  "no mapping of another writer is claimed",
  "no duplicate is created if duplicates are refused",
  "success means that the operation was executed",
  "a failure is not a false report",
  "the state matches the API",
  "the inputs match the program",
  "nothing fails without a reason",
  "every operation ends in time",
  "errors are safe for the host",
  "results are plain JSON",
  "exchanges match the contract",
  "the model matches the API",
] as const;

export type Invariant = (typeof INVARIANTS)[number];

/** Thrown if an invariant is broken. */
export class Violation extends Error {
  constructor(
    readonly invariant: Invariant,
    readonly details: string,
  ) {
    super(`Broken: ${invariant}. ${details}`);
  }
}
