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
const OF_MANY: ReadonlySet<string> = new Set(["groups", "groupnames", "memberof", "memberships", "groupids"]);

/** Columns in which Entra ID tells whether a member is a user, and what then stands there. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["objecttype", "user"],
  ["isuser", "true"],
]);

/** Where among the columns the user and the groups stand. */
interface Columns {
  readonly user: number;
  readonly groups: number;
  /** Whether a field holds several groups. */
  readonly isMultiValued: boolean;
  /** Whether the fields of a member say that it is no user. */
  readonly isOther: (record: readonly string[]) => boolean;
}

/** The columns by their names, or which one there is not. */
export function columnsIn(names: readonly string[]): Columns | { readonly missing: "users" | "groups" } {
  const bare = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const [user, groups] = [USERS, GROUPS].map((known) => known.find((name) => bare.includes(name)));
  if (user === undefined || groups === undefined) {
    return { missing: user === undefined ? "users" : "groups" };
  }
  const isOther = (record: readonly string[]) =>
    bare.some((name, index) => {
      const kind = (record[index] ?? "").toLowerCase();
      return kind !== "" && KINDS.has(name) && KINDS.get(name) !== kind;
    });
  return {
    user: bare.indexOf(user),
    groups: bare.indexOf(groups),
    isMultiValued: OF_MANY.has(groups),
    isOther,
  };
}

/** What to do about a column that there is not. */
export function adviceOn(missing: "users" | "groups"): string {
  return missing === "users"
    ? "Call the column of the users user (userPrincipalName, Okta username, login and email are known, too)."
    : "Call the column of the groups group, with one of them in each line, or groups, with ; or | between them " +
        "(groupName, memberOf and groupId are known, too). A file of one group's members alone needs such a column.";
}

/** The groups in a field. */
export function groupsIn(field: string, isMultiValued: boolean): readonly string[] {
  const groups =
    isMultiValued && /[;|]/.test(field) ? field.split(/[;|]/).map((group) => group.trim()) : [field];
  return groups.filter((group) => group !== "");
}
