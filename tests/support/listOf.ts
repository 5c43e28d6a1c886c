import { type GroupMappings, requireNoOddItem } from "../../provider/rest";
import type { IdentifiedMapping } from "../../provider/wire";

/** Returns all mappings of the organization. Fails if an item violates the contract. */
export async function* listOf(mappings: GroupMappings): AsyncGenerator<IdentifiedMapping, void, undefined> {
  for await (const page of mappings.pages()) {
    requireNoOddItem(page);
    yield* page.mappings;
  }
}
