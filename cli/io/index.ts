export { oneLine } from "../../provider/errors";
export { andMore } from "../../provider/wire";
export { EXIT_CODES, reportError, UsageError } from "./exitCodes";
export { listMappings, listOrganization, mappingName, type MappingsById } from "./listOrganization";
export {
  type Json,
  objectOf,
  objectsIn,
  readJsonFile,
  referencesIn,
  textsIn,
  uniqueById,
} from "./readJsonFile";
export { readPeople, readText, type TextFile } from "./readText";
export { groupMappings, jsonText, labeled, linesIf, listed, paint, say } from "./terminal";
export { assertFilesDoNotExist, type NewFile, writeFiles } from "./writeFiles";
