import type { FilterPolicy } from "../config";
import {
  changedInputs,
  inputsOf,
  OUTPUT_NAMES,
  type Properties,
  type State,
  stateAfterWrite,
  UNKNOWN,
} from "../wire";
import { keepEquivalentFilter } from "./keepEquivalentFilter";

/** Returns the state of a mapping before it is created: only the inputs are known. */
export function expectedAfterCreate(inputs: Properties): State {
  return { ...Object.fromEntries(OUTPUT_NAMES.map((name) => [name, UNKNOWN])), ...inputsOf(inputs) };
}

/** Returns the state of a mapping before it is updated: everything except the time of the update is known. */
export function expectedAfterUpdate(
  filterPolicy: () => FilterPolicy,
  olds: Properties,
  news: Properties,
): State {
  const changed = changedInputs(keepEquivalentFilter(filterPolicy, olds, news), news);
  const state = stateAfterWrite({}, inputsOf(news), olds);
  return changed.length === 0 ? state : { ...state, updatedAt: UNKNOWN };
}
