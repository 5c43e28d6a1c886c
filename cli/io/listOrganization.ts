import { environmentSource } from "../../provider/config";
import { ProviderError, subject } from "../../provider/errors";
import { connect, type GroupMappings, IncompleteListError, requireNoOddItem } from "../../provider/rest";
import { isDeleted, type PartialGroupMapping } from "../../provider/wire";
import { linesIf, listed, say } from "./terminal";

/** The mappings of an organization by id, in the order of the API's list. */
export type MappingsById = ReadonlyMap<string, PartialGroupMapping>;

/** The maximum number of times that the list is read if it keeps changing or ends too early. */
const MAX_LISTS = 5;

/**
 * Returns all mappings of an organization, by default the one that the credentials in the environment belong to. A list of
 * several pages is not a snapshot, so it is read until two consecutive results are equal.
 * @throws {ProviderError} If the mappings keep changing or cannot be read.
 */
export async function listOrganization(
  api: GroupMappings = connect([environmentSource(process.env)], say).mappings,
  warn: (remark: string) => void = say,
): Promise<MappingsById> {
  let before: MappingsById | undefined;
  for (let lists = 1; lists <= MAX_LISTS; lists += 1) {
    const { organization, pages } = await readAll(api);
    const changes = before === undefined ? undefined : changesBetween(before, organization);
    changes?.forEach(warn);
    if (pages <= 1 || changes?.length === 0) {
      return completeMappings(api, organization, warn);
    }
    before = organization;
  }
  throw new ProviderError(
    `Cannot read the group mappings of the organization: they were read ${MAX_LISTS} times and changed each time. ` +
      "Run the command again when nobody else is changing them.",
    "incompleteList",
  );
}

/** Reads the list again if it ends too early, because that means that it changed in the meantime. */
async function readAll(
  api: GroupMappings,
  lists = 1,
): Promise<{ organization: MappingsById; pages: number }> {
  const organization = new Map<string, PartialGroupMapping>();
  let pages = 0;
  try {
    for await (const page of api.pages()) {
      requireNoOddItem(page);
      pages += 1;
      page.mappings.forEach((mapping) => organization.set(mapping.id, mapping));
    }
  } catch (error) {
    if (error instanceof IncompleteListError && lists < MAX_LISTS) {
      return readAll(api, lists + 1);
    }
    throw error;
  }
  return { organization, pages };
}

function changesBetween(before: MappingsById, now: MappingsById): string[] {
  return [...new Map([...before, ...now])].flatMap(([id, { display_name }]) => {
    const [old, current] = [before.get(id), now.get(id)];
    let change = "was changed. Its current version is used";
    if (old === undefined || current === undefined) {
      change = old === undefined ? "was created" : "was deleted";
    }
    return linesIf(
      JSON.stringify(old) !== JSON.stringify(current),
      `While the list was read, ${mappingName(id, display_name)} ${change}.`,
    );
  });
}

/** Skips mappings that are being deleted, and reads each mapping that is incomplete in the list individually. */
async function completeMappings(
  api: GroupMappings,
  organization: MappingsById,
  warn: (remark: string) => void,
): Promise<MappingsById> {
  const complete = new Map<string, PartialGroupMapping>();
  for (const [id, item] of organization) {
    const isComplete = item.display_name !== undefined && item.filter !== undefined;
    const mapping = isComplete || isDeleted(item) ? item : await api.get(id, item.display_name);
    if (isDeleted(mapping)) {
      warn(`Skipped ${mappingName(id, mapping.display_name)}: it is being deleted.`);
    } else {
      complete.set(id, mapping);
    }
  }
  return complete;
}

/** Returns `group mapping "Admins" (group-abc)`, without the parts that are unknown. */
export function mappingName(mappingId: string, displayName: string | undefined): string {
  return subject({ verb: "read", displayName, mappingId });
}

export function listMappings(mappings: readonly (readonly [id: string, PartialGroupMapping])[]): string {
  const names = mappings.map(([id, { display_name = "" }]) => `${JSON.stringify(display_name)} (${id})`);
  return listed(names, 20);
}
