import { cannot } from "../rest/action";
import { ProviderError } from "../rest/providerError";
import { changedInputs, type Properties, textOf, UNKNOWN } from "../wire/state";
import type { Adoptions } from "./adoptions";
import { otherThanManaged } from "./checkInputs";

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
 *
 * @throws ProviderError where `adoptId` names another mapping than this one, or another resource is to adopt this one
 */
export function diff(adoptions: Adoptions, id: string, olds: Properties, news: Properties): DiffResult {
  requireOneOwner(adoptions, id, news);
  const { displayName, description, filter } = news;
  const unknown = [displayName, description, filter].includes(UNKNOWN);
  return {
    changes: unknown || changedInputs(olds, news).length > 0,
    replaces: [],
    deleteBeforeReplace: false,
  };
}

function requireOneOwner(adoptions: Adoptions, id: string, news: Properties): void {
  const checked = adoptions.pickUpForDiff(news, id);
  if (checked === undefined) {
    return;
  }
  const { adoptId = id } = checked;
  const action = { verb: "update", displayName: textOf(news["displayName"]), mappingId: id } as const;
  if (adoptId !== id) {
    throw new ProviderError(`${cannot(action)}: ${otherThanManaged(adoptId, id)}`);
  }
  if (adoptions.isAnnounced(id)) {
    throw new ProviderError(
      `${cannot(action)}: another resource of this program is to adopt it (adoptId: ${JSON.stringify(id)}), and one mapping ` +
        "has one resource. Remove one of the two, or adoptId there.",
    );
  }
}
