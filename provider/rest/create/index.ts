export { DuplicateError } from "./duplicates";
export { MappingCreator } from "./mappingCreator";
