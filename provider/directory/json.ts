import { isObject, textOf } from "../wire";
import { ADVICE, columnsIn } from "./columns";
import { DirectoryError, Memberships } from "./directory";
import { isCutOff } from "./remarks";

/**
 * Parses JSON: a list of objects with one user or membership each; the same as `value` in a Microsoft Graph response; or
 * one object that maps each user to a list of groups.
 * @throws {DirectoryError} If it is not valid.
 */
export function membershipsInJson(text: string): Memberships {
  const json = parse(text);
  const list = listIn(json);
  const memberships = new Memberships();
  list?.forEach((entry, index) => {
    addEntry(memberships, entry, `entry ${index + 1}`);
  });
  if (list === undefined) {
    Object.entries(json).forEach(([user, groups], index) => {
      add(memberships, user, groups, true, `the groups of user ${index + 1}`);
    });
  }
  return memberships;
}

/** @returns an object or a list, because the text begins with a brace or a bracket */
function parse(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new DirectoryError("it looks like JSON but is not valid. Export the file again.");
  }
}

function listIn(json: object): readonly unknown[] | undefined {
  if (!isObject(json)) {
    return json as readonly unknown[];
  }
  if (json["@odata.nextLink"] !== undefined) {
    throw new DirectoryError(
      "it is the first of several pages (@odata.nextLink). Export all of them into one list.",
    );
  }
  const { value } = json;
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

function addEntry(memberships: Memberships, entry: unknown, where: string): void {
  if (!isObject(entry)) {
    throw new DirectoryError(`${where} is not an object. ${ADVICE.users}`);
  }
  const names = Object.keys(entry);
  const columns = columnsIn(names, `${where} has no property for the`);
  const [user, groups] = [columns.user, columns.groups].map((column) => entry[names[column] ?? ""]);
  if (typeof user !== "string" || user === "") {
    throw new DirectoryError(`${where} has no user. Remove it, or add the user.`);
  }
  add(memberships, user, groups, columns.isMultiValued, `the groups in ${where}`);
  if (isCutOff(names[columns.groups] ?? "", groups)) {
    memberships.cutOff += 1;
  }
}

function add(to: Memberships, user: string, groups: unknown, isMultiValued: boolean, where: string): void {
  if (typeof groups === "string") {
    to.addCell(user, groups, isMultiValued);
  } else {
    to.add(user, namesOf(groups, where));
  }
}

/** Returns the names of groups, which may be strings, or objects from Microsoft Graph. */
function namesOf(groups: unknown, where: string): readonly string[] {
  const names = [groups ?? []].flat().map((group: unknown) => {
    const { displayName, name, id } = isObject(group) ? group : { id: group };
    return textOf(displayName) ?? textOf(name) ?? textOf(id);
  });
  if (!names.every((name) => name !== undefined)) {
    throw new DirectoryError(`${where} are not a list of names. Give each user a list of strings.`);
  }
  return names;
}
