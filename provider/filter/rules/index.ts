export { branchWarnings } from "./branchWarnings";
export { groupWarnings } from "./groupWarnings";
export { nameWarnings } from "./nameWarnings";
export { escapeWarnings, lengthWarnings, quotedTextWarnings } from "./textWarnings";
export { EVERYONE, truthWarnings } from "./truthWarnings";
