import { isObject } from "../wire";
import type { Directory } from "./directory";

/** If a user has more groups, Microsoft Entra ID omits all of them from the SAML assertion. */
const MAX_GROUPS_IN_SAML = 150;

/** If a user has more groups, Microsoft Graph silently omits the rest from `users?$expand=memberOf`. */
const MAX_EXPANDED_GROUPS = 20;

/** Returns notices about a directory that may be misread or incomplete. They count users, but never name them. */
export function remarksOn({ sets, cutOff, others, split, unsplit }: Directory): readonly string[] {
  const inTooMany = sets.filter(({ groups }) => groups.length > MAX_GROUPS_IN_SAML);
  const overage = inTooMany.reduce((sum, { users }) => sum + users.length, 0);
  const remarks: readonly [count: number, remark: string][] = [
    // https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-group-claims
    [
      overage,
      `${overage} ${overage === 1 ? "user is" : "users are"} in more than ${MAX_GROUPS_IN_SAML} groups. In SAML, Microsoft Entra ID then omits all groups ` +
        `of the user (in a JWT, above 200), as if the user had none. If Entra ID is your identity provider, ` +
        `configure it to send only the groups assigned to the application.`,
    ],
    // https://developer.microsoft.com/graph/known-issues/?search=13635
    [
      cutOff,
      `${cutOff} ${cutOff === 1 ? "user has" : "users have"} ${MAX_EXPANDED_GROUPS} groups in memberOf and may be in more: Microsoft Graph silently ` +
        `returns at most ${MAX_EXPANDED_GROUPS}. Request the groups of each user instead (users/{id}/memberOf).`,
    ],
    [
      others,
      `${others} ${others === 1 ? "member is not a user and was" : "members are not users and were"} ignored: nested groups or devices. Entra ID ` +
        `also counts the users of a nested group as members, so include them in the file.`,
    ],
    [
      split,
      `${split} ${split === 1 ? "user has" : "users have"} a cell with several groups separated by commas. They were read as separate groups.`,
    ],
    [
      unsplit,
      `${unsplit} ${unsplit === 1 ? "user has" : "users have"} commas in a groups cell that was read as the name of one group. ` +
        "If it names several groups, separate them with semicolons.",
    ],
  ];
  return remarks.filter(([count]) => count > 0).map(([, remark]) => remark);
}

/** Whether Microsoft Graph returned its maximum number of groups for a user, so that there may be more. */
export function isCutOff(property: string, groups: unknown): boolean {
  return (
    property === "memberOf" &&
    Array.isArray(groups) &&
    groups.length === MAX_EXPANDED_GROUPS &&
    groups.every(isObject)
  );
}
