import type { Directory } from "./directory";

/** Groups of a user beyond which Microsoft Graph leaves the rest out of `users?$expand=memberOf`, without a word. */
const MAX_EXPANDED_GROUPS = 20;

/** Whether this is what Microsoft Graph answers for a user of so many groups, or of more. */
export function isCutOff(property: string, groups: unknown): boolean {
  return (
    property === "memberOf" &&
    Array.isArray(groups) &&
    groups.length === MAX_EXPANDED_GROUPS &&
    groups.every((group) => typeof group === "object")
  );
}

/**
 * What to know of users whose groups may be cut off; undefined where there are none. It counts them, and names nobody.
 *
 * Source: https://developer.microsoft.com/graph/known-issues/?search=13635
 */
export function expansionRemark({ cutOff: count }: Directory): string | undefined {
  return count === 0
    ? undefined
    : `${count} ${count === 1 ? "user has" : "users have"} ${MAX_EXPANDED_GROUPS} groups in memberOf, and may be in more: Microsoft Graph expands ` +
        `no more than ${MAX_EXPANDED_GROUPS}, and does not say so. Ask it for the groups of each user instead (users/{id}/memberOf).`;
}
