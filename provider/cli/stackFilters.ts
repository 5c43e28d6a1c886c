import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { ProviderError } from "../rest/providerError";
import type { GivenFilter } from "./givenFilter";
import { parseJson } from "./json";
import { isObject, type Json, objectsIn } from "./jsonFile";

/**
 * The filters of all group mappings in what `pulumi stack export` wrote, as the API had them at the last operation.
 *
 * @param name of the file, for the errors
 * @param tell told of each mapping whose filter is not in the file
 * @throws ProviderError where the text is nothing of that kind
 */
export function stackFilters(
  text: string,
  name: string,
  tell: (remark: string) => void,
): readonly GivenFilter[] {
  const exported = parseJson(text, name);
  const deployment = isObject(exported) ? exported["deployment"] : undefined;
  if (!isObject(deployment)) {
    throw new ProviderError(
      `Cannot read ${name}: it is not what \`pulumi stack export\` writes (it has no deployment). ` +
        `Write it by: pulumi stack export --file ${name}`,
    );
  }
  // A stack that has never been up has no list of resources.
  const mappings = objectsIn(deployment["resources"]).filter(isMapping);
  if (mappings.length === 0) {
    tell(`${name} holds no group mapping.`);
  }
  return mappings.flatMap((resource) => {
    const filter = propertyOf(resource, "filter");
    const filterName = propertyOf(resource, "displayName") ?? resourceName(resource);
    if (filter === undefined) {
      tell(
        `Left out: ${JSON.stringify(filterName)}: its filter is a secret, or missing. ` +
          "`pulumi stack export --show-secrets` writes secrets, too.",
      );
      return [];
    }
    const { id } = resource;
    return [{ name: filterName, id: typeof id === "string" ? id : undefined, text: filter }];
  });
}

/** A mapping of this package's, or of the bridged provider's; not what only waits to be deleted. */
function isMapping({ type, delete: isReplaced }: Json): boolean {
  return (type === RESOURCE_TYPE || type === BRIDGED_TYPE) && isReplaced !== true;
}

const BRIDGED_TYPE = "confluentcloud:index/groupMapping:GroupMapping";

function propertyOf({ outputs, inputs }: Json, property: string): string | undefined {
  const values = [outputs, inputs].map((properties) =>
    isObject(properties) ? plain(properties[property]) : undefined,
  );
  return values.find((value) => value !== undefined);
}

/** A text, or one that `--show-secrets` wrote. */
function plain(value: unknown): string | undefined {
  if (isObject(value) && typeof value["plaintext"] === "string") {
    const { plaintext } = value;
    return plain(parseJson(plaintext, "a secret"));
  }
  return typeof value === "string" ? value : undefined;
}

function resourceName({ urn }: Json): string {
  return typeof urn === "string" ? (urn.split("::").at(-1) ?? urn) : "a group mapping without a name";
}
