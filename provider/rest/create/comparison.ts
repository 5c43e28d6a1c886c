import {
  type CreateGroupMapping,
  type IdentifiedMapping,
  isDeleted,
  itemsWithoutId,
  type MappingList,
} from "../../wire";
import type { SameFilter } from "../mappings";

/** Whether a comparable mapping (see {@link comparisonOf}) has the wanted properties. */
export function isIdentical(
  mapping: IdentifiedMapping,
  wanted: CreateGroupMapping,
  sameFilter: SameFilter,
): boolean {
  const { display_name, description = "", filter } = mapping;
  return (
    display_name === wanted.display_name &&
    description === wanted.description &&
    filter !== undefined &&
    sameFilter(filter, wanted.filter)
  );
}

/** An item of the list that cannot be compared with a wanted mapping. */
export interface IncomparableItem {
  /** Undefined if the item has no readable id. */
  readonly id: string | undefined;
  /** What is wrong with the item, and where. */
  readonly problem: string;
}

/** The items of a list, by whether they can be compared with a wanted mapping. */
interface Comparison {
  readonly comparable: readonly IdentifiedMapping[];
  readonly incomparable: readonly IncomparableItem[];
}

/**
 * Separates the items whose display name, description, or filter is missing or cannot be read. Other properties do not
 * matter here. Omits mappings that are being deleted.
 */
export function comparisonOf({ mappings, oddItems }: MappingList): Comparison {
  const odd = new Map(oddItems.map((item) => [item.id, item]));
  const incomparable: IncomparableItem[] = itemsWithoutId(oddItems);
  const comparable: IdentifiedMapping[] = [];
  for (const mapping of mappings.filter((one) => !isDeleted(one))) {
    const { id } = mapping;
    const item = odd.get(id);
    const missing = (["display_name", "filter"] as const).find((name) => mapping[name] === undefined);
    if (item !== undefined && CONTENT.some((name) => item.properties.includes(name))) {
      incomparable.push(item);
    } else if (missing !== undefined) {
      incomparable.push({ id, problem: `${id} has no ${missing}` });
    } else {
      comparable.push(mapping);
    }
  }
  return { comparable, incomparable };
}

const CONTENT = ["display_name", "description", "filter"] as const satisfies (keyof CreateGroupMapping)[];
