import { DirectoryError } from "./directory";

/** What a column of a directory file may be called: in any case, with any punctuation, the better name first. */
const USERS =
  "user username userprincipalname upn oktausername login userlogin profilelogin email useremail mail emailaddress member memberupn userid memberid".split(
    " ",
  );

/** Names before ids: it depends on the identity provider which of the two it sends. */
const GROUPS =
  "groups group groupnames groupname memberof memberships groupdisplayname groupids groupid groupobjectid".split(
    " ",
  );

/** Columns that hold several groups, with ; or | between them. */
const OF_MANY: readonly string[] = ["groups", "groupnames", "memberof", "memberships", "groupids"];

/** What to do about a column that is missing. */
export const ADVICE = {
  users:
    "Call the column of the users user (userPrincipalName, Okta username, login and email are known, too).",
  groups:
    "Call the column of the groups group, with one of them in each line, or groups, with ; or | between them " +
    "(groupName, memberOf and groupId are known, too). A file of one group's members alone needs such a column.",
} as const;

/** Where among the columns the user and the groups stand. */
interface Columns {
  readonly user: number;
  readonly groups: number;
  /** Whether a field holds several groups. */
  readonly isMultiValued: boolean;
}

/**
 * Finds the columns by their names.
 *
 * @param missing how the error about a missing column begins
 * @throws DirectoryError
 */
export function columnsIn(names: readonly string[], missing: string): Columns {
  const bare = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const [user, groups] = [USERS, GROUPS].map((known) => known.find((name) => bare.includes(name)));
  if (user === undefined || groups === undefined) {
    const what = user === undefined ? "users" : "groups";
    throw new DirectoryError(`${missing} ${what}. ${ADVICE[what]}`);
  }
  return { user: bare.indexOf(user), groups: bare.indexOf(groups), isMultiValued: OF_MANY.includes(groups) };
}
