import { failurePrefix, ProviderError } from "../errors";
import { changedInputs, INPUT_NAMES, type Properties, textOf, UNKNOWN } from "../wire";
import type { Adoptions } from "./adoptions";
import { adoptIdMismatch } from "./checkInputs";
import type { Context } from "./context";
import { keepEquivalentFilter } from "./keepEquivalentFilter";

/** What diff needs. */
interface DiffContext extends Pick<Context, "adoptions" | "filterPolicy"> {
  /** Called where a check came before: in a refresh, which has none, `olds` and `news` are the other way round. */
  readonly planned?: () => void;
}

export interface DiffResult {
  readonly changes: boolean;
  /** The inputs that change. */
  readonly changed: readonly string[];
  readonly replaces: string[];
  readonly deleteBeforeReplace: false;
}

/**
 * Whether the state differs from the wish in what can be changed. Every change is made in place: the id, and so every
 * role binding, outlives it.
 *
 * A value that a preview does not know yet counts as a change, for it may be one. A filter that is only written otherwise
 * does not, for the API may rewrite it.
 *
 * @throws ProviderError where `adoptId` names another mapping than this one, or another resource is to adopt this one
 */
export function diff(context: DiffContext, id: string, olds: Properties, news: Properties): DiffResult {
  const checked = context.adoptions.take(news, id);
  if (checked !== undefined) {
    requireOneOwner(context.adoptions, id, news, checked.adoptId);
    context.planned?.();
  }
  const known = changedInputs(keepEquivalentFilter(context.filterPolicy, olds, news), news);
  const changed = INPUT_NAMES.filter((name) => news[name] === UNKNOWN || known.includes(name));
  return { changes: changed.length > 0, changed, replaces: [], deleteBeforeReplace: false };
}

function requireOneOwner(adoptions: Adoptions, id: string, news: Properties, adoptId = id): void {
  const action = { verb: "update", displayName: textOf(news["displayName"]), mappingId: id } as const;
  if (adoptId !== id) {
    throw new ProviderError(`${failurePrefix(action)}: ${adoptIdMismatch(adoptId, id)}`, "notAdoptable");
  }
  if (adoptions.announced.has(id)) {
    throw new ProviderError(
      `${failurePrefix(action)}: another resource of this program is to adopt it (adoptId: ${JSON.stringify(id)}), and one mapping ` +
        "has one resource. Remove one of the two, or adoptId there.",
      "notAdoptable",
    );
  }
}
