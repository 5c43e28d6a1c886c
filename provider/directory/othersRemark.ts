import type { Directory } from "./directory";

/** What to know of members that are no users; undefined where there are none. It counts them, and names nothing. */
export function othersRemark({ others: count }: Directory): string | undefined {
  return count === 0
    ? undefined
    : `${count} ${count === 1 ? "member is no user and is" : "members are no users and are"} left out: groups in groups, devices. Entra ID ` +
        `counts the users of a group in a group as its members, too: let the file hold them.`;
}
