import { lint, showProblem } from "../../provider/filter/index";
import type { NamedFilter } from "./givenFilter";

/** Filters were given that cannot work, or may not be meant where that was asked: the command ends with 1. */
export class InvalidFilterError extends Error {
  constructor(bad: number, all: number, what = "cannot work") {
    super(`${all === 1 ? "The filter" : `${bad} of ${all} filters`} ${what}.`);
  }
}

/** What is wrong with a filter that cannot work, with its place, as parts of an indented text. */
export function explainInvalid(filter: string): readonly string[] {
  return lint(filter).failures.map(
    (problem) => `it cannot work: ${showProblem(filter, problem).replaceAll("\n", "\n  ")}`,
  );
}

/** @throws InvalidFilterError where one of the filters cannot work */
export function assertValid(filters: readonly NamedFilter[]): void {
  const bad = filters.filter(({ text }) => lint(text).failures.length > 0);
  if (bad.length > 0) {
    throw new InvalidFilterError(bad.length, filters.length);
  }
}
