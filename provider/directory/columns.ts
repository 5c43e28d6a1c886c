import { DirectoryError } from "./directory";

/** Known column names, in any case and with any punctuation, in order of preference. */
const USERS =
  "user username userprincipalname upn oktausername login userlogin profilelogin email useremail mail emailaddress member memberupn userid memberid".split(
    " ",
  );

/** Names come before ids. The identity provider determines whether names or ids are sent. */
const GROUPS =
  "groups group groupnames groupname memberof memberships groupdisplayname groupids groupid groupobjectid".split(
    " ",
  );

/** Columns that may have several groups, separated by ; or |. */
const OF_MANY: readonly string[] = ["groups", "groupnames", "memberof", "memberships", "groupids"];

export const ADVICE = {
  users:
    'Name the column of the users "user" (userPrincipalName, Okta username, login, and email also work).',
  groups:
    'Name the column of the groups "group", with one group per line, or "groups", separated by ; or | (groupName, ' +
    "memberOf, and groupId also work). A file with the members of only one group needs this column too.",
} as const;

/**
 * Returns the indexes of the columns, and whether a field of groups may have several.
 * @throws {DirectoryError} If a column is missing. The message begins with `missing`.
 */
export function columnsIn(names: readonly string[], missing: string) {
  const bare = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const [user, groups] = [USERS, GROUPS].map((known) => known.find((name) => bare.includes(name)));
  if (user === undefined || groups === undefined) {
    const what = user === undefined ? "users" : "groups";
    throw new DirectoryError(`${missing} ${what}. ${ADVICE[what]}`);
  }
  return { user: bare.indexOf(user), groups: bare.indexOf(groups), isMultiValued: OF_MANY.includes(groups) };
}
