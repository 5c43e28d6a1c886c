import { failurePrefix, ProviderError } from "../errors";
import { changedInputs, INPUT_NAMES, type Properties, textOf, UNKNOWN } from "../wire";
import type { Adoptions } from "./adoptions";
import { adoptIdMismatch } from "./checkInputs";
import type { Context } from "./context";
import { keepEquivalentFilter } from "./keepEquivalentFilter";

interface DiffContext extends Pick<Context, "adoptions" | "filterPolicy"> {
  /** Called if check was called before. In a refresh it was not, and `olds` and `news` are exchanged. */
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
 * Compares the state with the inputs. Every change is an update in place, so the id and its role bindings are kept.
 *
 * A value that a preview does not know yet counts as a change. An equivalent filter does not, because the API may rewrite
 * filters.
 *
 * @throws {ProviderError} If `adoptId` is the id of another mapping, or another resource adopts this one.
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
      `${failurePrefix(action)}: another resource of this program adopts it (adoptId: ${JSON.stringify(id)}), but only one resource ` +
        "can manage a mapping. Remove one of the two resources, or that adoptId.",
      "notAdoptable",
    );
  }
}
