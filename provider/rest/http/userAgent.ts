import { VERSION } from "../../config";

const PRODUCT =
  `pulumi-confluent-sso/${VERSION} ` +
  `(Pulumi dynamic provider; Node.js ${process.versions.node}; ${process.platform})`;

/** The header User-Agent: who this is, and behind it what tells one user's runs from another's. */
export function userAgentWith(suffix: string | undefined): string {
  return suffix === undefined ? PRODUCT : `${PRODUCT} ${suffix}`;
}
