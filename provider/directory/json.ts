import { isObject, textOf } from "../wire";
import { ADVICE, columnsIn } from "./columns";
import { DirectoryError, Memberships } from "./directory";
import { isCutOff } from "./remarks";

/**
 * Reads JSON: a list of objects, a user or a membership each; the same as `value` of an answer of Microsoft Graph; or one
 * object that has the list of groups for each user.
 *
 * @throws DirectoryError
 */
export function membershipsInJson(text: string): Memberships {
  const json = parse(text);
  const list = listIn(json);
  const memberships = new Memberships();
  list?.forEach((entry, index) => {
    addEntry(memberships, entry, `the entry number ${index + 1}`);
  });
  if (list === undefined) {
    Object.entries(json).forEach(([user, groups], index) => {
      add(memberships, user, groups, true, `the groups of the user number ${index + 1}`);
    });
  }
  return memberships;
}

/** @returns an object or a list, for the text begins as one of them does */
function parse(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new DirectoryError("it begins as JSON does, and is none. Export the file again.");
  }
}

function listIn(json: object): readonly unknown[] | undefined {
  if (!isObject(json)) {
    return json as readonly unknown[];
  }
  if (json["@odata.nextLink"] !== undefined) {
    throw new DirectoryError(
      "it is the first page of several (@odata.nextLink). Export all of them into one list.",
    );
  }
  const { value } = json;
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

function addEntry(memberships: Memberships, entry: unknown, where: string): void {
  if (!isObject(entry)) {
    throw new DirectoryError(`${where} is no object. ${ADVICE.users}`);
  }
  const names = Object.keys(entry);
  const columns = columnsIn(names, `${where} has no`);
  const [user, groups] = [columns.user, columns.groups].map((column) => entry[names[column] ?? ""]);
  if (typeof user !== "string" || user === "") {
    throw new DirectoryError(`${where} names no user. Remove it, or fill in the user.`);
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

/** The names of groups: texts, or objects as Microsoft Graph has them. */
function namesOf(groups: unknown, where: string): readonly string[] {
  const names = [groups ?? []].flat().map(nameOf);
  if (!names.every((name) => name !== undefined)) {
    throw new DirectoryError(`${where} are no list of names. Give each user a list of texts.`);
  }
  return names;
}

function nameOf(group: unknown): string | undefined {
  if (!isObject(group)) {
    return textOf(group);
  }
  const { displayName, name, id } = group;
  return textOf(displayName) ?? textOf(name) ?? textOf(id);
}
