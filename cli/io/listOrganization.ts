import type { GroupMappings } from "../../provider/rest/mappings/groupMappings";
import { listed } from "./terminal";
import { subject } from "../../provider/errors/action";
import { requireNoOddItem } from "../../provider/rest/mappings/answers";
import { IncompleteListError } from "../../provider/rest/http/apiError";
import { ProviderError } from "../../provider/errors/providerError";
import { type AnsweredMapping, isDeleted } from "../../provider/wire/decode";

/** The mappings of the organisation that the credentials belong to, by id, in the order in which the API lists them. */
export type MappingsById = ReadonlyMap<string, AnsweredMapping>;

/** Lists after which a list that is never the same twice is given up. */
const MAX_LISTS = 5;

/**
 * All mappings of the organisation.
 *
 * A list of several pages is nothing that was ever true at once: what changes between two pages may come as it was
 * before, twice or not at all. It is read until two readings are the same.
 *
 * @param tell told of each mapping that changed meanwhile, and of each that is left out
 * @throws ProviderError where the mappings never stand still, or cannot be read
 */
export async function listOrganization(
  api: GroupMappings,
  tell: (remark: string) => void,
): Promise<MappingsById> {
  let { organization, pages } = await readAll(api);
  for (let lists = 1; pages > 1; lists += 1) {
    if (lists === MAX_LISTS) {
      throw new ProviderError(
        `Cannot read the group mappings of the organization: they were read ${MAX_LISTS} times and changed each time ` +
          "meanwhile. Run the command again once nobody else changes them.",
      );
    }
    const again = await readAll(api);
    const changes = changesBetween(organization, again.organization);
    ({ organization, pages } = again);
    if (changes.length === 0) {
      break;
    }
    changes.forEach(tell);
  }
  return completeMappings(api, organization, tell);
}

/** A list that ended too early has changed while it was read, so it is read again. */
async function readAll(api: GroupMappings): Promise<{ organization: MappingsById; pages: number }> {
  for (let lists = 1; ; lists += 1) {
    try {
      return await readOnce(api);
    } catch (error) {
      if (!(error instanceof IncompleteListError) || lists === MAX_LISTS) {
        throw error;
      }
    }
  }
}

async function readOnce(api: GroupMappings): Promise<{ organization: MappingsById; pages: number }> {
  const organization = new Map<string, AnsweredMapping>();
  let pages = 0;
  for await (const page of api.pages()) {
    requireNoOddItem(page);
    pages += 1;
    page.mappings.forEach((mapping) => organization.set(mapping.id, mapping));
  }
  return { organization, pages };
}

function changesBetween(before: MappingsById, now: MappingsById): string[] {
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((id) => {
    const [old, current] = [before.get(id), now.get(id)];
    if (JSON.stringify(old) === JSON.stringify(current)) {
      return [];
    }
    const what = mappingName(id, (current ?? old)?.display_name);
    if (old === undefined || current === undefined) {
      return [`While the list was read, ${what} ${old === undefined ? "was created" : "was deleted"}.`];
    }
    return [`While the list was read, ${what} was changed: it is taken as it is now.`];
  });
}

/** Without what is being deleted, and each with all that a read of it alone would tell. */
async function completeMappings(
  api: GroupMappings,
  listed: MappingsById,
  tell: (remark: string) => void,
): Promise<MappingsById> {
  const organization = new Map<string, AnsweredMapping>();
  for (const [id, item] of listed) {
    const isWhole = item.display_name !== undefined && item.filter !== undefined;
    const mapping = isWhole || isDeleted(item) ? item : await api.get(id, item.display_name);
    if (isDeleted(mapping)) {
      tell(`Left out: ${mappingName(id, mapping.display_name)} is being deleted.`);
    } else {
      organization.set(id, mapping);
    }
  }
  return organization;
}

/** Returns `group mapping "Admins" (group-abc)`, with what is known of it. */
export function mappingName(mappingId: string, displayName: string | undefined): string {
  return subject({ verb: "read", displayName, mappingId });
}

/** Returns the first mappings by name, and how many more there are. */
export function listMappings(mappings: readonly (readonly [id: string, AnsweredMapping])[]): string {
  return listed(
    mappings.map(([id, { display_name = "" }]) => `${JSON.stringify(display_name)} (${id})`),
    MAX_NAMES,
  );
}

const MAX_NAMES = 20;
