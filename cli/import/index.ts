export { compareWithOrganization, type ImportedMapping, type SourceMapping } from "./compareWithOrganization";
export { importFiles } from "./importFiles";
export { importNextSteps } from "./importNextSteps";
export { readStackExport } from "./readStackExport";
export { readTerraformState } from "./readTerraformState";
export { select, type Selection } from "./select";
