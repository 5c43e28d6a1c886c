import { FAULT_NAMES } from "./faults";
import type { Statistics } from "./statistics";

const OPERATIONS = ["create", "read", "update", "delete"];

const EVENTS = [
  "a process is killed",
  "an interruption",
  "the API is started again",
  "a budget begins",
  "a shrinking budget begins",
  "a crowded organization",
  "the other writer edits",
  "the other writer deletes",
  "the other writer creates another mapping",
  "the other writer creates an identical mapping",
  "process: up",
  "process: refresh",
  "process: destroy",
];

const OUTCOMES = [
  ...OPERATIONS.map((operation) => `${operation} succeeded`),
  "read found the mapping deleted",
  "update failed: deleted outside Pulumi",
];

const REFUSALS = [401, 403, 404].map((status) => `everything refused with ${status}`);

const LEFTOVERS = ["reported to the user", "left behind by a killed process"];

/** Returns the events that never happened. A run without an event proves nothing about it. */
export function neverHappened(statistics: Statistics): string[] {
  const { operations, faults, events, outcomes, leftovers } = statistics;
  return [
    ...OPERATIONS.filter((name) => operations.of(name) === 0),
    ...[...FAULT_NAMES, ...REFUSALS, "budget used up"].filter((name) => faults.of(name) === 0),
    ...EVENTS.filter((name) => events.of(name) === 0),
    ...OUTCOMES.filter((name) => outcomes.of(name) === 0),
    ...LEFTOVERS.filter((name) => leftovers.of(name) === 0),
  ];
}
