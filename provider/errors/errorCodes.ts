/** The kinds of errors, and their codes. docs/troubleshooting.md describes the causes and fixes. Codes are never reused. */
export const ERROR_CODES = {
  noCredentials: "CSSO-1001",
  configuration: "CSSO-1002",
  unauthenticated: "CSSO-1101",
  forbidden: "CSSO-1102",
  wrongOrganization: "CSSO-1103",
  noToken: "CSSO-1104",
  unverifiedOrganization: "CSSO-1105",
  noResponse: "CSSO-1201",
  apiError: "CSSO-1202",
  rateLimited: "CSSO-1203",
  unreadableResponse: "CSSO-1204",
  incompleteList: "CSSO-1205",
  notFound: "CSSO-1206",
  quotaExceeded: "CSSO-1207",
  canceled: "CSSO-1208",
  duplicate: "CSSO-1301",
  otherMapping: "CSSO-1302",
  notAdoptable: "CSSO-1303",
  stateKept: "CSSO-1304",
  deletedOutside: "CSSO-1305",
  ambiguousName: "CSSO-1306",
  invalidInput: "CSSO-1401",
  invalidFilter: "CSSO-1402",
  directory: "CSSO-1403",
  program: "CSSO-1404",
  packageNotFound: "CSSO-1405",
  usage: "CSSO-1501",
  command: "CSSO-1502",
  internal: "CSSO-1901",
} as const;

export type ErrorKind = keyof typeof ERROR_CODES;

/** Returns the message with the code of its kind at the end of the first line, unless the line has a code. */
export function withCode(message: string, kind: ErrorKind): string {
  const [first = "", ...others] = message.split("\n");
  return / \[CSSO-\d+\]$/.test(first) ? message : [`${first} [${ERROR_CODES[kind]}]`, ...others].join("\n");
}
