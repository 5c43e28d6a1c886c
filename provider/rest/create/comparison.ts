import {
  type CreateGroupMapping,
  type IdentifiedMapping,
  isDeleted,
  itemsWithoutId,
  type MappingList,
  type OddItem,
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
export type IncomparableItem = Pick<OddItem, "id" | "problem">;

/** Separates the items without a readable display name, description, or filter. Omits mappings that are being deleted. */
export function comparisonOf({ mappings, oddItems }: MappingList) {
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
