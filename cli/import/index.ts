export { compareWithOrganization, type ImportedMapping, type SourceMapping } from "./compareWithOrganization";
export { importFiles } from "./importFiles";
export { importNextSteps, nativeNextSteps } from "./importNextSteps";
export { type Language, LANGUAGES, nativeProgram } from "./nativeProgram";
export { readStackExport } from "./readStackExport";
export { readTerraformState } from "./readTerraformState";
export { select, type Selection } from "./select";
