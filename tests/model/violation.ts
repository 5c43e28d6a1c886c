/** What always holds. */
export const INVARIANTS = [
  "no mapping without an owner",
  "no mapping owned twice",
  "no mapping lost",
  "no mapping of somebody else's taken",
  "no twin where duplicates are refused",
  "success means that it was done",
  "a failure is no false report",
  "state is what the API holds",
  "inputs are what the program says",
  "nothing fails without a reason",
  "nothing takes for ever",
  "errors are fit for the host",
  "answers are clean JSON",
  "exchanges keep the contract",
  "the model knows what the API holds",
] as const;

export type Invariant = (typeof INVARIANTS)[number];

/** An invariant that was broken. */
export class Violation extends Error {
  constructor(
    readonly invariant: Invariant,
    readonly details: string,
  ) {
    super(`Broken: ${invariant}. ${details}`);
  }
}
