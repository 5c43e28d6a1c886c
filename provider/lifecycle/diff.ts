import { changedInputs, type Properties, UNKNOWN } from "./state";

export interface DiffResult {
  readonly changes: boolean;
  readonly replaces: string[];
  readonly deleteBeforeReplace: false;
}

/**
 * Whether the state differs from the wish in what can be changed. Every change is made in place: the id, and so every
 * role binding, outlives it.
 *
 * A value that a preview does not know yet counts as a change, for it may be one.
 */
export function diff(olds: Properties, news: Properties): DiffResult {
  const { displayName, description, filter } = news;
  const unknown = [displayName, description, filter].includes(UNKNOWN);
  return {
    changes: unknown || changedInputs(olds, news).length > 0,
    replaces: [],
    deleteBeforeReplace: false,
  };
}
