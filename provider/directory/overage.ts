import type { Directory } from "./directory";

/** Groups beyond which Microsoft Entra ID leaves all of a user's groups out of a SAML assertion. */
const MAX_GROUPS_IN_SAML = 150;

/**
 * What to know of users who are in more groups than Entra ID sends; undefined where there are none. It counts them, and
 * names nobody.
 *
 * Source: https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-fed-group-claims
 */
export function overageRemark({ sets }: Directory): string | undefined {
  const count = sets
    .filter(({ groups }) => groups.length > MAX_GROUPS_IN_SAML)
    .reduce((sum, { users }) => sum + users.length, 0);
  return count === 0
    ? undefined
    : `${count} ${count === 1 ? "user is" : "users are"} in more than ${MAX_GROUPS_IN_SAML} groups. Microsoft Entra ID sends none of a user's ` +
        `groups in SAML then (in a JWT from 201 on), as if the user were in none. If that is your identity ` +
        `provider, let it send only the groups assigned to the application.`;
}
