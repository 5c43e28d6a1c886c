import { environmentSource } from "../../provider/config";
import { ProviderError, subject } from "../../provider/errors";
import { connect, type GroupMappings, IncompleteListError, requireNoOddItem } from "../../provider/rest";
import { isDeleted, type PartialGroupMapping } from "../../provider/wire";
import { listed, say } from "./terminal";

/** The mappings of an organization, in the order in which the API lists them. */
export type MappingsById = ReadonlyMap<string, PartialGroupMapping>;

/** How often a list that is never the same twice is read. */
const MAX_LISTS = 5;

/**
 * Returns all mappings of the organization, by default of that to which the credentials in the environment belong.
 *
 * A list of several pages may never have been true at once: a change between two pages may be missing, or appear twice.
 * So it is read until two readings are the same.
 *
 * @param warn receives each mapping that changed meanwhile, and each that is left out
 * @throws {ProviderError} If the mappings keep changing, or cannot be read.
 */
export async function listOrganization(
  api: GroupMappings = connect([environmentSource(process.env)], say).mappings,
  warn: (remark: string) => void = say,
): Promise<MappingsById> {
  let { organization, pages } = await readAll(api);
  for (let lists = 1; pages > 1; lists += 1) {
    if (lists === MAX_LISTS) {
      throw new ProviderError(
        `Cannot read the group mappings of the organization: they were read ${MAX_LISTS} times and changed each time ` +
          "meanwhile. Run the command again once nobody else changes them.",
      );
    }
    const before = organization;
    ({ organization, pages } = await readAll(api));
    const changes = changesBetween(before, organization);
    if (changes.length === 0) {
      break;
    }
    changes.forEach(warn);
  }
  return completeMappings(api, organization, warn);
}

/** A list that ended too early has changed while it was read, so it is read again. */
async function readAll(api: GroupMappings): Promise<{ organization: MappingsById; pages: number }> {
  for (let lists = 1; ; lists += 1) {
    const organization = new Map<string, PartialGroupMapping>();
    let pages = 0;
    try {
      for await (const page of api.pages()) {
        requireNoOddItem(page);
        pages += 1;
        page.mappings.forEach((mapping) => organization.set(mapping.id, mapping));
      }
      return { organization, pages };
    } catch (error) {
      if (!(error instanceof IncompleteListError) || lists === MAX_LISTS) {
        throw error;
      }
    }
  }
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

/** Leaves out mappings that are being deleted, and reads each mapping that is incomplete in the list by itself. */
async function completeMappings(
  api: GroupMappings,
  listed: MappingsById,
  warn: (remark: string) => void,
): Promise<MappingsById> {
  const organization = new Map<string, PartialGroupMapping>();
  for (const [id, item] of listed) {
    const isWhole = item.display_name !== undefined && item.filter !== undefined;
    const mapping = isWhole || isDeleted(item) ? item : await api.get(id, item.display_name);
    if (isDeleted(mapping)) {
      warn(`Left out: ${mappingName(id, mapping.display_name)} is being deleted.`);
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
export function listMappings(mappings: readonly (readonly [id: string, PartialGroupMapping])[]): string {
  return listed(
    mappings.map(([id, { display_name = "" }]) => `${JSON.stringify(display_name)} (${id})`),
    MAX_NAMES,
  );
}

const MAX_NAMES = 20;
