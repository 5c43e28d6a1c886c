export { compareWithOrganization, type ImportedMapping } from "./compareWithOrganization";
export { importFiles } from "./importFiles";
export { importNextSteps } from "./importNextSteps";
export { select, type Selection } from "./select";
