import { lint } from "../filter";
import type { GivenFilter } from "./givenFilter";

/** Filters were given that cannot work, or may not be meant where that was asked: the command ends with 1. */
export class InvalidFilterError extends Error {
  constructor(bad: number, all: number, what = "cannot work") {
    super(`${all === 1 ? "The filter" : `${bad} of ${all} filters`} ${what}.`);
  }
}

/** @throws InvalidFilterError where one of the filters cannot work */
export function refuseInvalid(filters: readonly GivenFilter[]): void {
  const bad = filters.filter(({ text }) => lint(text).failures.length > 0);
  if (bad.length > 0) {
    throw new InvalidFilterError(bad.length, filters.length);
  }
}
