import { isObject } from "../wire";
import { adviceOn, columnsIn, groupsIn } from "./columns";
import { DirectoryError, Memberships } from "./directory";
import { isCutOff } from "./remarks";

/**
 * Reads JSON: a list of objects, a user or a membership each; the same as `value` of an answer of Microsoft Graph, or as
 * `users`; or one object that has the list of groups for each user.
 *
 * @throws DirectoryError
 */
export function membershipsInJson(text: string): Memberships {
  const json = parse(text);
  const list = listIn(json);
  const memberships = new Memberships();
  if (list === undefined) {
    for (const [index, [user, groups]] of Object.entries(isObject(json) ? json : {}).entries()) {
      memberships.add(user, namesOf(groups, `the groups of the user number ${index + 1}`));
    }
    return memberships;
  }
  for (const [index, entry] of list.entries()) {
    addEntry(memberships, entry, `the entry number ${index + 1}`);
  }
  return memberships;
}

function addEntry(memberships: Memberships, entry: unknown, where: string): void {
  if (!isObject(entry)) {
    throw new DirectoryError(`${where} is no object. ${adviceOn("users")}`);
  }
  // Okta's API has the login of a user there.
  const fields = isObject(entry["profile"]) ? { ...entry["profile"], ...entry } : entry;
  const names = Object.keys(fields);
  const columns = columnsIn(names);
  if ("missing" in columns) {
    throw new DirectoryError(`${where} has no ${columns.missing}. ${adviceOn(columns.missing)}`);
  }
  const [user, groups] = [fields[names[columns.user] ?? ""], fields[names[columns.groups] ?? ""]];
  if (typeof user !== "string" || user === "") {
    throw new DirectoryError(`${where} names no user. Remove it, or fill in the user.`);
  }
  memberships.add(
    user,
    typeof groups === "string"
      ? groupsIn(groups, columns.isMultiValued)
      : namesOf(groups, `the groups in ${where}`),
  );
  if (isCutOff(names[columns.groups] ?? "", groups)) {
    memberships.markTruncated(user);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DirectoryError("it begins as JSON does, and is none. Export the file again.");
  }
}

function listIn(json: unknown): readonly unknown[] | undefined {
  if (Array.isArray(json)) {
    return json as readonly unknown[];
  }
  if (!isObject(json)) {
    return undefined;
  }
  if (json["@odata.nextLink"] !== undefined) {
    throw new DirectoryError(
      "it is the first page of several (@odata.nextLink). Export all of them into one list.",
    );
  }
  return [json["value"], json["users"]].find((value) => Array.isArray(value) && value.every(isObject));
}

/** The names of groups: texts, or objects as Microsoft Graph and Okta have them. */
function namesOf(groups: unknown, where: string): readonly string[] {
  if (groups === null || groups === undefined) {
    return [];
  }
  const names = Array.isArray(groups) ? (groups as unknown[]).map(nameOf) : [undefined];
  return names.map((name) => {
    if (name === undefined) {
      throw new DirectoryError(`${where} are no list of names. Give each user a list of texts.`);
    }
    return name;
  });
}

function nameOf(group: unknown): string | undefined {
  if (typeof group === "string") {
    return group;
  }
  if (!isObject(group)) {
    return undefined;
  }
  const { displayName, name, profile, id } = group;
  const known = [displayName, name, isObject(profile) ? profile["name"] : undefined, id];
  return known.find((value) => typeof value === "string");
}
