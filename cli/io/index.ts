export { EXIT_CODES, reportError, UsageError } from "./exitCodes";
export { type ImportSource, type SourceMapping, uniqueById } from "./importSource";
export { listMappings, listOrganization, mappingName, type MappingsById } from "./listOrganization";
export { filledText, type Json, objectOf, objectsIn, readJsonFile, textsIn } from "./readJsonFile";
export { readPeople } from "./readPeople";
export { readText, type TextFile } from "./readText";
export { referencesIn } from "./referencesIn";
export { colors, groupMappings, linesIf, listed, oneLine, say } from "./terminal";
export { assertFilesDoNotExist, type NewFile, writeFiles } from "./writeFiles";
