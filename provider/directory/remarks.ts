import { isObject } from "../wire";
import type { Directory } from "./directory";

/** Groups beyond which Microsoft Entra ID leaves all of a user's groups out of a SAML assertion. */
const MAX_GROUPS_IN_SAML = 150;

/** Groups of a user beyond which Microsoft Graph leaves the rest out of `users?$expand=memberOf`, without a word. */
const MAX_EXPANDED_GROUPS = 20;

/** What to know of a directory before it is believed: sentences that count users, and name nobody. */
export function remarksOn({ sets, cutOff, others, split, unsplit }: Directory): readonly string[] {
  const inTooMany = sets.filter(({ groups }) => groups.length > MAX_GROUPS_IN_SAML);
  const overage = inTooMany.reduce((sum, { users }) => sum + users.length, 0);
  const remarks: readonly [count: number, remark: string][] = [
    // https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-group-claims
    [
      overage,
      `${overage} ${overage === 1 ? "user is" : "users are"} in more than ${MAX_GROUPS_IN_SAML} groups. Microsoft Entra ID sends none of a user's ` +
        `groups in SAML then (in a JWT from 201 on), as if the user were in none. If that is your identity ` +
        `provider, let it send only the groups assigned to the application.`,
    ],
    // https://developer.microsoft.com/graph/known-issues/?search=13635
    [
      cutOff,
      `${cutOff} ${cutOff === 1 ? "user has" : "users have"} ${MAX_EXPANDED_GROUPS} groups in memberOf, and may be in more: Microsoft Graph expands ` +
        `no more than ${MAX_EXPANDED_GROUPS}, and does not say so. Ask it for the groups of each user instead (users/{id}/memberOf).`,
    ],
    [
      others,
      `${others} ${others === 1 ? "member is no user and is" : "members are no users and are"} left out: groups in groups, devices. Entra ID ` +
        `counts the users of a group in a group as its members, too: let the file hold them.`,
    ],
    [
      split,
      `${split} ${split === 1 ? "user has" : "users have"} several groups with commas between them in one cell. Each was read as a group.`,
    ],
    [
      unsplit,
      `${unsplit} ${unsplit === 1 ? "user has" : "users have"} commas in a cell of groups, which was read as the name of one group. ` +
        "If it names several, write ; between them.",
    ],
  ];
  return remarks.filter(([count]) => count > 0).map(([, remark]) => remark);
}

/** Whether this is what Microsoft Graph answers for a user of so many groups, or of more. */
export function isCutOff(property: string, groups: unknown): boolean {
  return (
    property === "memberOf" &&
    Array.isArray(groups) &&
    groups.length === MAX_EXPANDED_GROUPS &&
    groups.every(isObject)
  );
}
